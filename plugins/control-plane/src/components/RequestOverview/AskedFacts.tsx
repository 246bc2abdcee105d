import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import {
  EnvironmentRequest,
  Source,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  FactList,
  Instant,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';
import styles from './RequestOverview.module.css';

/** What was asked for, besides what the header says. */
export function AskedFacts({ request }: { request: EnvironmentRequest }) {
  const { source, labels, parameters } = request;
  const { t } = useTranslationRef(requestTexts);
  return (
    <FactList
      facts={[
        { label: t('request.facts.target'), value: request.target },
        {
          label: t('request.facts.owner'),
          value: <ActorName actor={request.owner} />,
        },
        {
          label: t('request.facts.createdAt'),
          value: <Instant at={request.createdAt} />,
        },
        {
          label: t('request.facts.updatedAt'),
          value: <Instant at={request.updatedAt} />,
        },
        {
          label: t('request.facts.id'),
          value: <span className={styles.code}>{request.id}</span>,
        },
        {
          label: t('request.overview.source'),
          value: source ? (
            <SourceWords source={source} />
          ) : (
            t('request.overview.noSource')
          ),
          isWide: true,
        },
        {
          label: t('request.overview.labels'),
          value: (
            <Pairs values={labels} empty={t('request.overview.noLabels')} />
          ),
        },
        {
          label: t('request.overview.parameters'),
          value: (
            <Pairs
              values={parameters}
              empty={t('request.overview.noParameters')}
            />
          ),
        },
      ]}
    />
  );
}

function SourceWords({ source }: { source: Source }) {
  const { t } = useTranslationRef(requestTexts);
  const where = source.path
    ? t('request.overview.sourcePath', { path: source.path, ref: source.ref })
    : source.ref;
  return (
    <>
      {source.url.startsWith('https:') ? (
        <Link href={source.url} target="_blank" rel="noopener noreferrer">
          {source.url}
        </Link>
      ) : (
        source.url
      )}{' '}
      ({where})
    </>
  );
}

function Pairs(props: { values: Record<string, unknown>; empty: string }) {
  const pairs = Object.entries(props.values);
  return pairs.length === 0 ? (
    <>{props.empty}</>
  ) : (
    <dl className={styles.pairs}>
      {pairs.map(([name, value]) => (
        <Pair
          key={name}
          name={name}
          value={typeof value === 'string' ? value : JSON.stringify(value)}
        />
      ))}
    </dl>
  );
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

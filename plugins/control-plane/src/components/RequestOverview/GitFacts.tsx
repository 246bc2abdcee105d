import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  CommitLink,
  FactList,
  Instant,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';
import styles from './RequestOverview.module.css';

/** What last reached Git, and where it is. */
export function GitFacts({ request }: { request: EnvironmentRequest }) {
  const { published, path, phase } = request;
  const { t } = useTranslationRef(requestTexts);
  const folder = {
    label: t('request.overview.folder'),
    value: <span className={styles.code}>{path}</span>,
    isWide: true,
  };
  if (!published) {
    return (
      <>
        <Text color="secondary">
          {phase === 'deleted'
            ? t('request.overview.removed')
            : t('request.overview.notPublished')}
        </Text>
        <FactList facts={[folder]} />
      </>
    );
  }
  return (
    <FactList
      facts={[
        {
          label: t('request.overview.commit'),
          value: (
            <CommitLink commit={published.commit} url={published.commitUrl} />
          ),
        },
        {
          label: t('request.overview.publishedAt'),
          value: <Instant at={published.at} />,
        },
        {
          label: t('request.overview.publishedRevision'),
          value: String(published.generation),
        },
        {
          label: t('request.overview.repository'),
          value: published.repository,
        },
        { label: t('request.overview.branch'), value: published.branch },
        folder,
      ]}
    />
  );
}

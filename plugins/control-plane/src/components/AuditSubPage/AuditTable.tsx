import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { AuditEntry } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  ActorName,
  Instant,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { auditTexts } from '../../translation';
import styles from './AuditSubPage.module.css';

/** Who did what, newest first. */
export function AuditTable(props: {
  entries: readonly AuditEntry[];
  /** Names only the revision, where all entries are of one request. */
  withoutRequest?: boolean;
}) {
  const { entries, withoutRequest = false } = props;
  const { t } = useTranslationRef(auditTexts);
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('audit.column.at')}</th>
            <th scope="col">{t('audit.column.actor')}</th>
            <th scope="col">{t('audit.column.action')}</th>
            <th scope="col">
              {withoutRequest
                ? t('audit.column.revision')
                : t('audit.column.request')}
            </th>
            <th scope="col">{t('audit.column.details')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(entry => (
            <tr key={entry.id}>
              <td className={styles.nowrap}>
                <Instant at={entry.at} exact />
              </td>
              <td className={styles.nowrap}>
                <ActorName actor={entry.actor} />
              </td>
              <td className={`${styles.mono} ${styles.nowrap}`}>
                {entry.action}
              </td>
              <td className={styles.nowrap}>
                <About entry={entry} withoutRequest={withoutRequest} />
              </td>
              <td className={styles.details}>
                <Details entry={entry} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The request and the generation that somebody did something to. */
function About(props: { entry: AuditEntry; withoutRequest: boolean }) {
  const { requestId, generation } = props.entry;
  const { t } = useTranslationRef(auditTexts);
  const links = useControlPlaneLinks();
  if (props.withoutRequest || !requestId) {
    return <>{generation ?? '–'}</>;
  }
  return (
    <>
      <Link href={links.request(requestId)}>{requestId}</Link>
      {generation !== undefined &&
        ` · ${t('audit.generation', { generation: String(generation) })}`}
    </>
  );
}

/** What changed, as digests before and after, and whatever else was recorded. */
function Details(props: { entry: AuditEntry }) {
  const { entry } = props;
  const { t } = useTranslationRef(auditTexts);
  const details = Object.entries(entry.details);
  if (!entry.before && !entry.after && details.length === 0) {
    return <>–</>;
  }
  return (
    <details>
      <summary aria-label={t('audit.showDetails', { action: entry.action })}>
        {t('audit.details')}
      </summary>
      <dl className={styles.facts}>
        {(entry.before || entry.after) && (
          <>
            <dt>{t('audit.before')}</dt>
            <dd className={styles.mono}>
              {entry.before ?? t('audit.nothing')}
            </dd>
            <dt>{t('audit.after')}</dt>
            <dd className={styles.mono}>{entry.after ?? t('audit.nothing')}</dd>
          </>
        )}
        {details.map(([name, value]) => (
          <DetailRow key={name} name={name} value={value} />
        ))}
      </dl>
    </details>
  );
}

function DetailRow(props: {
  name: string;
  value: AuditEntry['details'][string];
}) {
  const { name, value } = props;
  return (
    <>
      <dt>{name}</dt>
      <dd className={styles.mono}>
        {typeof value === 'string' ? value : JSON.stringify(value)}
      </dd>
    </>
  );
}

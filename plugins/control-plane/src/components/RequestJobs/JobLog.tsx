import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  Instant,
  LoadedContent,
  TextSkeleton,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { requestTexts } from '../../translation';
import { MoreButton } from '../MoreButton';
import styles from './RequestJobs.module.css';

/** What a job did, line by line, growing while it runs. */
export function JobLog(props: { jobId: string; requestId: string }) {
  const { jobId, requestId } = props;
  const { t } = useTranslationRef(requestTexts);
  const log = useLoadedPages(
    ['job-log', jobId],
    (api, cursor, signal) =>
      api.listJobLogs(jobId, { cursor, limit: 100 }, { signal }),
    { live: { requestId } },
  );
  return (
    <LoadedContent loaded={log} skeleton={<TextSkeleton />}>
      {lines =>
        lines.length === 0 ? (
          <Text as="p" color="secondary" className={styles.note}>
            {t('request.jobs.noLog')}
          </Text>
        ) : (
          <div className={styles.log}>
            <ol aria-label={t('request.jobs.log')}>
              {lines.map(({ id, at, level, attempt, message }) => (
                <li key={id} data-level={level}>
                  <Instant at={at} exact />
                  <span>{level}</span>
                  <span>#{attempt}</span>
                  <span className={styles.message}>{message}</span>
                </li>
              ))}
            </ol>
            <MoreButton pages={log} />
          </div>
        )
      }
    </LoadedContent>
  );
}

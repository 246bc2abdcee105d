import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  Job,
  JobLogEntry,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  EmptyPanel,
  Instant,
  Legible,
  LoadedContent,
  useLoadedPages,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { operationsTexts } from '../../translation';
import styles from './OperationsSubPage.module.css';

const PAGE_SIZE = 100;

/** What a job did, newest first, growing while it runs. */
export function JobLogsDialog(props: { job: Job; onClose: () => void }) {
  const { job, onClose } = props;
  const { t } = useTranslationRef(operationsTexts);
  const logs = useLoadedPages(
    ['job-logs', job.id],
    (api, cursor, signal) =>
      api.listJobLogs(job.id, { limit: PAGE_SIZE, cursor }, { signal }),
    { live: 'all' },
  );
  return (
    <Dialog
      isOpen
      isDismissable
      width={900}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>
        {t('operations.logs.title', { kind: job.kind })}
      </DialogHeader>
      <Legible>
        <DialogBody>
          <Facts job={job} />
          <LoadedContent loaded={logs}>
            {lines =>
              lines.length === 0 ? (
                <EmptyPanel title={t('operations.logs.empty')} />
              ) : (
                <>
                  <ul className={styles.log}>
                    {lines.map(line => (
                      <LogLine key={line.id} line={line} />
                    ))}
                  </ul>
                  {logs.status === 'ready' && logs.hasMore && (
                    <div className={styles.more}>
                      <Button
                        variant="secondary"
                        isPending={logs.loadingMore}
                        onPress={logs.loadMore}
                      >
                        {t('operations.logs.more')}
                      </Button>
                    </div>
                  )}
                </>
              )
            }
          </LoadedContent>
        </DialogBody>
      </Legible>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('operations.logs.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** What names the job in the log of the backend and in the audit, and when it was asked for. */
function Facts(props: { job: Job }) {
  const { id, priority, createdAt } = props.job;
  const { t } = useTranslationRef(operationsTexts);
  return (
    <dl className={styles.facts}>
      <dt>{t('operations.logs.job')}</dt>
      <dd className={styles.mono}>{id}</dd>
      <dt>{t('operations.logs.created')}</dt>
      <dd>
        <Instant at={createdAt} />
      </dd>
      <dt>{t('operations.logs.priority')}</dt>
      <dd>{priority}</dd>
    </dl>
  );
}

function LogLine(props: { line: JobLogEntry }) {
  const { at, level, attempt, message } = props.line;
  const { t } = useTranslationRef(operationsTexts);
  return (
    <li className={styles.line} data-level={level}>
      <Instant at={at} />
      <span>{t('operations.logs.attempt', { attempt: String(attempt) })}</span>
      <span>{t(`operations.logs.level.${level}`)}</span>
      <span>{message}</span>
    </li>
  );
}

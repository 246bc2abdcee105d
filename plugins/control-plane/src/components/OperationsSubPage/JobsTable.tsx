import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Link } from '@backstage/ui';
import { Job } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  FailureAlert,
  Instant,
  useAction,
  useControlPlaneLinks,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { operationsTexts } from '../../translation';
import { JobWhy } from './JobWhy';
import { mayBeReplayed } from './mayBeReplayed';
import styles from './OperationsSubPage.module.css';

const TOAST_MS = 5_000;

export interface JobsTableProps {
  jobs: readonly Job[];
  /** Whether any job may be acted on; else only those of requests, about which the API decides. */
  mayManage: boolean;
  onLogs: (job: Job) => void;
  onCancel: (job: Job) => void;
  /** Called after a job was replayed. */
  onChanged: () => void;
}

/** Jobs, one a line, with why they wait or failed. */
export function JobsTable(props: JobsTableProps) {
  const { t } = useTranslationRef(operationsTexts);
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('operations.jobs.title')}>
        <thead>
          <tr>
            <th scope="col">{t('operations.jobs.key')}</th>
            <th scope="col">{t('operations.jobs.kind')}</th>
            <th scope="col">{t('operations.jobs.team')}</th>
            <th scope="col">{t('operations.jobs.target')}</th>
            <th scope="col">{t('operations.jobs.attempt')}</th>
            <th scope="col">{t('operations.jobs.when')}</th>
            <th scope="col">{t('operations.jobs.why')}</th>
            <th scope="col">{t('operations.jobs.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {props.jobs.map(job => (
            <JobRow key={job.id} {...props} job={job} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function JobRow(props: Omit<JobsTableProps, 'jobs'> & { job: Job }) {
  const { job, mayManage, onLogs, onCancel, onChanged } = props;
  const { t } = useTranslationRef(operationsTexts);
  const toasts = useApi(toastApiRef);
  const replay = useAction(api => api.replayJob(job.id));
  const names = { kind: job.kind, key: job.key };
  const mayAct = mayManage || isOfRequest(job);
  return (
    <tr>
      <th scope="row" className={`${styles.mono} ${styles.nowrap}`}>
        <JobKey job={job} />
      </th>
      <td className={`${styles.mono} ${styles.nowrap}`}>{job.kind}</td>
      <td>{job.team || '–'}</td>
      <td className={styles.nowrap}>{job.target ?? '–'}</td>
      <td className={styles.nowrap}>
        {t('operations.jobs.attemptOf', {
          attempt: String(job.attempt),
          max: String(job.maxAttempts),
        })}
      </td>
      <td className={styles.nowrap}>
        <JobTime job={job} />
      </td>
      <td className={styles.why}>
        <JobWhy job={job} />
        {replay.state.status === 'failed' && (
          <FailureAlert error={replay.state.error} onDismiss={replay.reset} />
        )}
      </td>
      <td>
        <div className={styles.actions}>
          <Button
            size="small"
            variant="tertiary"
            aria-label={t('operations.jobs.logsOf', names)}
            onPress={() => onLogs(job)}
          >
            {t('operations.jobs.logs')}
          </Button>
          {mayAct && mayBeReplayed(job) && (
            <Button
              size="small"
              variant="secondary"
              aria-label={t('operations.jobs.replayOf', names)}
              isPending={replay.state.status === 'running'}
              onPress={async () => {
                const end = await replay.run();
                if (end.status === 'done') {
                  // The row goes away with its state, so the page says it elsewhere.
                  toasts.post({
                    title: t('operations.jobs.replayed', { count: 1 }),
                    status: 'success',
                    timeout: TOAST_MS,
                  });
                  onChanged();
                }
              }}
            >
              {t('operations.jobs.replay')}
            </Button>
          )}
          {mayAct && job.state === 'ready' && (
            <Button
              size="small"
              variant="secondary"
              aria-label={t('operations.jobs.cancelOf', names)}
              onPress={() => onCancel(job)}
            >
              {t('operations.jobs.cancel')}
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}

function isOfRequest(job: Job): boolean {
  return job.key.startsWith('req-');
}

function JobKey(props: { job: Job }) {
  const { job } = props;
  const links = useControlPlaneLinks();
  return isOfRequest(job) ? (
    <Link href={links.request(job.key, { tab: 'jobs' })}>{job.key}</Link>
  ) : (
    <>{job.key}</>
  );
}

function JobTime(props: { job: Job }) {
  const { state, runAt, wait, claimedAt, finishedAt, createdAt } = props.job;
  const { t } = useTranslationRef(operationsTexts);
  switch (state) {
    case 'ready':
      return (
        <>
          {wait === undefined || wait.reason === 'later'
            ? t('operations.jobs.runsAt')
            : t('operations.jobs.dueAt')}{' '}
          <Instant at={runAt} />
        </>
      );
    case 'leased':
      return (
        <>
          {t('operations.jobs.runningSince')}{' '}
          <Instant at={claimedAt ?? runAt} />
        </>
      );
    case 'dead':
    case 'done':
    case 'cancelled':
      return (
        <>
          {t('operations.jobs.finished')}{' '}
          <Instant at={finishedAt ?? createdAt} />
        </>
      );
    default: {
      const unreachable: never = state;
      return unreachable;
    }
  }
}

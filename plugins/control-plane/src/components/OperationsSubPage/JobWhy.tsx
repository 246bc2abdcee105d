import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Job } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Instant,
  useLength,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { operationsTexts } from '../../translation';
import styles from './OperationsSubPage.module.css';
import { PauseNote } from './PauseNote';

/** Why a job waits, who runs it and for how long the lease lasts, and how its last failure went. */
export function JobWhy(props: { job: Job }) {
  const { wait, waitsFor, lease, state, superseded } = props.job;
  const { t } = useTranslationRef(operationsTexts);
  // What went wrong on the way of a job that is done says nothing about how it ended.
  const lastError = state === 'done' ? undefined : props.job.lastError;
  if (!wait && !waitsFor && !lease && !lastError && !superseded) {
    return <>–</>;
  }
  return (
    <>
      {wait ? <JobWait job={props.job} /> : waitsFor && <div>{waitsFor}</div>}
      {lease && <JobLease lease={lease} />}
      {lastError && (
        <>
          <div
            className={
              state === 'dead' && !superseded ? styles.alarm : undefined
            }
          >
            {lastError.message}
          </div>
          <div className={styles.quiet}>
            <AfterError job={props.job} />
            <Instant at={lastError.at} />
          </div>
        </>
      )}
      {superseded && <div>{t('operations.jobs.superseded')}</div>}
    </>
  );
}

/** What comes after the last error; nothing where a later attempt, or a later job, has left it behind. */
function AfterError(props: { job: Job }) {
  const { state, lastError, superseded } = props.job;
  const { t } = useTranslationRef(operationsTexts);
  if (state === 'dead' && !superseded) {
    return <>{t('operations.jobs.terminal')} · </>;
  }
  return state === 'ready' && lastError?.retryable ? (
    <>{t('operations.jobs.retryable')} · </>
  ) : null;
}

function JobWait(props: { job: Job }) {
  const { wait, waitsFor } = props.job;
  const { t } = useTranslationRef(operationsTexts);
  if (!wait) {
    return null;
  }
  switch (wait.reason) {
    case 'paused':
      return wait.pause ? (
        <PauseNote pause={wait.pause} />
      ) : (
        <div>{wait.message}</div>
      );
    case 'later':
      return (
        <div>
          {waitsFor
            ? t('operations.wait.outside', { what: waitsFor })
            : t('operations.wait.later')}
        </div>
      );
    case 'limit':
      return <div>{t('operations.wait.limit')}</div>;
    case 'turn':
      return <div>{t('operations.wait.turn')}</div>;
    default: {
      const unreachable: never = wait.reason;
      return unreachable;
    }
  }
}

function JobLease(props: { lease: NonNullable<Job['lease']> }) {
  const { owner, ageSeconds, remainingSeconds } = props.lease;
  const { t } = useTranslationRef(operationsTexts);
  const length = useLength();
  return (
    <>
      <div>
        {t('operations.lease.age', {
          owner,
          length: length(ageSeconds * 1000),
        })}
      </div>
      <div className={remainingSeconds < 0 ? styles.alarm : styles.quiet}>
        {remainingSeconds < 0
          ? t('operations.lease.ranOut', {
              length: length(-remainingSeconds * 1000),
            })
          : t('operations.lease.remaining', {
              length: length(remainingSeconds * 1000),
            })}
      </div>
    </>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Job } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Duration,
  Instant,
  StatusChip,
  Tone,
} from '@platform-control-plane/backstage-plugin-control-plane-react';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import { useId, useState } from 'react';
import { requestTexts } from '../../translation';
import { JobButtons } from './JobButtons';
import { JobLog } from './JobLog';
import styles from './RequestJobs.module.css';

const TONES: Readonly<Record<Job['state'], Tone>> = {
  ready: 'info',
  leased: 'info',
  done: 'success',
  dead: 'danger',
  cancelled: 'neutral',
};

/** One job, and its log when it is opened. */
export function JobRow(props: {
  job: Job;
  requestId: string;
  mayManage: boolean;
}) {
  const { job, requestId, mayManage } = props;
  const { t } = useTranslationRef(requestTexts);
  const [isOpen, setOpen] = useState(false);
  const logId = useId();
  const Arrow = isOpen ? RiArrowDownSLine : RiArrowRightSLine;
  return (
    <li className={styles.job}>
      <div className={styles.head}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          aria-controls={logId}
          aria-label={t('request.jobs.show', { kind: job.kind })}
          onClick={() => setOpen(!isOpen)}
        >
          <Arrow size={18} aria-hidden="true" />
          <span className={styles.kind}>{job.kind}</span>
        </button>
        <StatusChip
          tone={job.superseded ? 'neutral' : TONES[job.state]}
          active={job.state === 'leased'}
        >
          {t(`request.jobs.state.${job.state}`)}
        </StatusChip>
        <Text variant="body-small" color="secondary">
          {t('request.jobs.attempt', {
            attempt: String(job.attempt),
            max: String(job.maxAttempts),
          })}
        </Text>
        <Times job={job} />
        {mayManage && <JobButtons job={job} />}
      </div>
      {job.wait?.pause && (
        <Text as="p" className={styles.note}>
          {t('request.jobs.paused', { reason: job.wait.pause.reason })}
        </Text>
      )}
      {job.waitsFor && (
        <Text as="p" className={styles.note} color="secondary">
          {t('request.jobs.waitsFor', { what: job.waitsFor })}
        </Text>
      )}
      {job.superseded && (
        <Text as="p" className={styles.note} color="secondary">
          {t('request.jobs.superseded')}
        </Text>
      )}
      {job.lastError && job.state !== 'done' && (
        <Text
          as="p"
          className={styles.note}
          color={job.superseded ? 'secondary' : 'danger'}
        >
          {job.lastError.message}{' '}
          <Text variant="body-small" color="secondary">
            <Instant at={job.lastError.at} />
          </Text>
        </Text>
      )}
      <div id={logId}>
        {isOpen && <JobLog jobId={job.id} requestId={requestId} />}
      </div>
    </li>
  );
}

function Times({ job }: { job: Job }) {
  const { t } = useTranslationRef(requestTexts);
  const { createdAt, claimedAt, finishedAt, runAt, state } = job;
  return (
    <Text variant="body-small" color="secondary" className={styles.times}>
      {t('request.jobs.created')} <Instant at={createdAt} />
      {state === 'ready' && (
        <>
          , {t('request.jobs.runAt')} <Instant at={runAt} />
        </>
      )}
      {claimedAt && finishedAt && (
        <>
          , {t('request.jobs.took')}{' '}
          <Duration from={claimedAt} to={finishedAt} />
        </>
      )}
    </Text>
  );
}

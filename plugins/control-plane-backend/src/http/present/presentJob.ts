import {
  Job as WireJob,
  JobWait as WireJobWait,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Job } from '../../domain/job/Job';
import { JobWait, ObservedJob } from '../../domain/job/jobWait';
import { targetOfLimitKey } from '../../domain/reconcile/jobs';
import { PauseView } from '../../services/PauseService';
import { toPauseSubject } from '../../services/pauseSubject';
import { presentPause } from './presentPause';

export function presentJob(job: ObservedJob): WireJob {
  return {
    id: job.id,
    kind: job.kind,
    key: job.key,
    team: job.group,
    target:
      job.limitKey === undefined ? undefined : targetOfLimitKey(job.limitKey),
    state: job.state,
    priority: job.priority,
    attempt: job.attempt,
    maxAttempts: job.maxAttempts,
    runAt: job.runAt.toISOString(),
    createdAt: job.createdAt.toISOString(),
    claimedAt: job.claimedAt?.toISOString(),
    leaseUntil: job.lease?.until.toISOString(),
    lease: job.lease && {
      owner: job.lease.owner,
      ageSeconds: Math.max(
        0,
        secondsBetween(job.claimedAt ?? job.observedAt, job.observedAt),
      ),
      remainingSeconds: secondsBetween(job.observedAt, job.lease.until),
    },
    finishedAt: job.finishedAt?.toISOString(),
    waitsFor: job.waitsFor,
    wait: job.wait && presentWait(job.wait, job),
    superseded: job.superseded ? true : undefined,
    lastError: job.lastError && {
      ...job.lastError,
      at: job.lastError.at.toISOString(),
    },
  };
}

export function presentWait(
  wait: JobWait,
  job: Pick<Job, 'runAt' | 'waitsFor'>,
): WireJobWait {
  switch (wait.reason) {
    case 'paused': {
      const pause: PauseView = { ...wait.pause, ...toPauseSubject(wait.pause) };
      return {
        reason: wait.reason,
        message: `Paused with the ${pause.scope} ${pause.name} by ${pause.by}: ${pause.reason}`,
        pause: presentPause(pause),
      };
    }
    case 'later':
      return {
        reason: wait.reason,
        message: job.waitsFor
          ? `Waits for ${job.waitsFor}`
          : `Runs at ${job.runAt.toISOString()}`,
      };
    case 'limit':
      return {
        reason: wait.reason,
        message: `Waits until one of the ${wait.most} jobs of its target that run at a time has ended`,
      };
    case 'turn':
      return { reason: wait.reason, message: 'Waits for a free worker' };
    default: {
      const unreachable: never = wait;
      throw new Error(`Unknown reason to wait: ${JSON.stringify(unreachable)}`);
    }
  }
}

function secondsBetween(start: Date, end: Date): number {
  return (end.getTime() - start.getTime()) / 1000;
}

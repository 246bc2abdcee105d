import {
  EnvironmentRequest,
  Job,
  JobLogEntry,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { DevJob } from './DevRecord';
import { jobIdOf } from './digestOf';
import { hoursAfter } from './times';

const MAX_ATTEMPTS = 10;

/** The job that brought the request where it is: done, under way, or dead with what it said. */
export function jobsOf(request: EnvironmentRequest): DevJob[] {
  const state = stateOf(request);
  if (!state) {
    return [];
  }
  const { createdAt, updatedAt, id, team } = request;
  const job: Job = {
    id: jobIdOf(id),
    kind: 'reconcile',
    key: id,
    team,
    state,
    priority: 0,
    attempt: state === 'dead' ? MAX_ATTEMPTS : 1,
    maxAttempts: MAX_ATTEMPTS,
    runAt: createdAt,
    createdAt,
    claimedAt: createdAt,
    ...(state === 'leased'
      ? { leaseUntil: hoursAfter(updatedAt, 1) }
      : { finishedAt: updatedAt }),
    ...(state === 'dead'
      ? {
          lastError: {
            message: 'pre-receive hook declined: commits must be signed',
            at: updatedAt,
            retryable: false,
          },
        }
      : {}),
  };
  return [{ job, logs: logsOf(job) }];
}

function stateOf({ phase }: EnvironmentRequest): Job['state'] | undefined {
  switch (phase) {
    case 'ready':
    case 'deleted':
      return 'done';
    case 'failed':
      return 'dead';
    case 'reconciling':
    case 'deleting':
      return 'leased';
    default:
      return undefined;
  }
}

function logsOf(job: Job): JobLogEntry[] {
  const line = (
    level: JobLogEntry['level'],
    message: string,
    index: number,
  ): JobLogEntry => ({
    id: `${job.id}-${index}`,
    at: hoursAfter(job.createdAt, index / 3600),
    level,
    attempt: job.attempt,
    message,
  });
  const begun = [
    line('info', 'Rendered 3 files', 1),
    line('info', 'Handed the publication to the lane gitops@main', 2),
  ];
  if (job.lastError) {
    return [line('error', job.lastError.message, 3), ...begun.reverse()];
  }
  return job.finishedAt
    ? [
        line('info', 'The branch holds what was approved', 3),
        ...begun.reverse(),
      ]
    : begun.reverse();
}

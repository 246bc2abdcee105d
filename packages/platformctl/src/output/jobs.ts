import {
  Job,
  JobLogEntry,
  ReplayedJobs,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { formatDetails, formatTable } from './table';
import { formatInstant, formatSeconds } from './values';

export function formatJobs(jobs: readonly Job[]): string {
  return formatTable(jobs, [
    { title: 'ID', value: ({ id }) => id },
    { title: 'KIND', value: ({ kind }) => kind },
    { title: 'KEY', value: ({ key }) => key },
    { title: 'STATE', value: ({ state }) => state },
    {
      title: 'ATTEMPT',
      value: ({ attempt, maxAttempts }) => `${attempt}/${maxAttempts}`,
    },
    { title: 'DUE', value: ({ runAt }) => formatInstant(runAt) },
    { title: 'WHY', value: whyOf },
  ]);
}

/** Why a job waits, who runs it, or how it ended. */
function whyOf(job: Job): string | undefined {
  const { wait, lease, waitsFor, lastError, state, superseded } = job;
  if (lease) {
    return `Runs on ${lease.owner} for ${formatSeconds(
      lease.ageSeconds,
    )}, ${remainderOf(lease)}`;
  }
  // What went wrong on the way of a job that is done says nothing about how it ended.
  const failure = state === 'done' ? undefined : lastError?.message;
  const now = wait?.message ?? waitsFor;
  const parts = [
    now,
    failure && now ? `last error: ${failure}` : failure,
    superseded && SUPERSEDED,
  ].filter(part => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('; ');
}

/** What comes after the last error; nothing where a later attempt has left it behind. */
function afterError({ state, lastError }: Job): string[] {
  if (state === 'dead') {
    return ['not tried again'];
  }
  return state === 'ready' && lastError?.retryable ? ['tried again'] : [];
}

const SUPERSEDED = 'a later job followed';

function remainderOf({ remainingSeconds }: NonNullable<Job['lease']>): string {
  return remainingSeconds < 0
    ? `its lease ran out ${formatSeconds(-remainingSeconds)} ago`
    : `its lease ends in ${formatSeconds(remainingSeconds)}`;
}

export function formatReplayed({
  replayed,
  left,
  superseded,
}: ReplayedJobs): string {
  return formatDetails([
    ['Run again', replayed],
    ['Left', left],
    [
      'Stay',
      superseded > 0
        ? `${superseded}, which a later job of the same kind and key followed`
        : undefined,
    ],
  ]);
}

export function formatJob(job: Job): string {
  return formatDetails([
    ['Id', job.id],
    ['Kind', job.kind],
    ['Key', job.key],
    ['Team', job.team],
    ['Target', job.target],
    ['State', job.state],
    ['Attempt', `${job.attempt} of ${job.maxAttempts}`],
    ['Priority', job.priority],
    ['Due', formatInstant(job.runAt)],
    ['Created', formatInstant(job.createdAt)],
    ['Claimed', formatInstant(job.claimedAt)],
    ['Leased until', formatInstant(job.leaseUntil)],
    ['Runs on', job.lease?.owner],
    ['Runs for', job.lease && formatSeconds(job.lease.ageSeconds)],
    ['Lease', job.lease && remainderOf(job.lease)],
    ['Finished', formatInstant(job.finishedAt)],
    ['Why', job.wait?.message],
    ['Waits for', job.waitsFor],
    [
      'Last error',
      job.lastError &&
        `${job.lastError.message} (${[
          formatInstant(job.lastError.at),
          ...afterError(job),
        ].join(', ')})`,
    ],
    ['Since then', job.superseded && SUPERSEDED],
  ]);
}

export function formatJobLogs(entries: readonly JobLogEntry[]): string {
  return formatTable(entries, [
    { title: 'AT', value: ({ at }) => formatInstant(at) },
    { title: 'ATTEMPT', value: ({ attempt }) => attempt },
    { title: 'LEVEL', value: ({ level }) => level },
    { title: 'WHAT', value: ({ message }) => message },
  ]);
}

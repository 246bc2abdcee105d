import { Job } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { formatDetails, formatTable } from './table';
import { formatInstant } from './values';

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
    {
      title: 'WAITS FOR',
      value: ({ waitsFor, lastError }) => waitsFor ?? lastError?.message,
    },
  ]);
}

export function formatJob(job: Job): string {
  return formatDetails([
    ['Id', job.id],
    ['Kind', job.kind],
    ['Key', job.key],
    ['Group', job.group],
    ['State', job.state],
    ['Attempt', `${job.attempt} of ${job.maxAttempts}`],
    ['Priority', job.priority],
    ['Due', formatInstant(job.runAt)],
    ['Created', formatInstant(job.createdAt)],
    ['Claimed', formatInstant(job.claimedAt)],
    ['Leased until', formatInstant(job.leaseUntil)],
    ['Finished', formatInstant(job.finishedAt)],
    ['Waits for', job.waitsFor],
    [
      'Last error',
      job.lastError &&
        `${job.lastError.message} (${formatInstant(job.lastError.at)}, ${
          job.lastError.retryable ? 'tried again' : 'not tried again'
        })`,
    ],
  ]);
}

import { Backoff } from '../domain/job/retryDelay';

/** How a queue and its workers behave; the same in every process of a deployment. */
export interface JobQueueConfig extends Backoff {
  /** Jobs that one process runs at a time. */
  workers: number;
  /** Most jobs that one claim takes. */
  batch: number;
  /** Attempts before a failing job is dead, for jobs that do not say themselves. */
  maxAttempts: number;
  /** Seconds that a claim or renewal holds a job; a third of it is the time between renewals. */
  leaseSeconds: number;
  /** Milliseconds between looks at the database while wake-ups of other processes cannot be heard. */
  pollMilliseconds: number;
  /** Days that finished jobs stay. */
  retentionDays: number;
  /** Most jobs that run at a time, over all processes, by limit key; a key that is not named has no limit. */
  limits: Readonly<Record<string, number>>;
}

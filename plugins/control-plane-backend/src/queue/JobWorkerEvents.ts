import { ClaimedJob } from '../domain/job/Job';
import { JobOutcome } from '../domain/job/jobOutcome';

/** How an attempt ended: by its outcome, lost to another holder, or given back at shutdown. */
export type AttemptEnd = JobOutcome['type'] | 'lost' | 'released';

/** What a worker tells whoever keeps metrics. Calls are synchronous and must not throw. */
export interface JobWorkerEvents {
  attemptStarted(job: ClaimedJob): void;
  /** `seconds` is how long the handler ran; a job that is lost while it runs ends once. */
  attemptEnded(job: ClaimedJob, end: AttemptEnd, seconds: number): void;
  /** Leases that ran out, of this process or others, and were taken back. */
  rescued(count: number): void;
  purged(count: number): void;
}

export const noJobWorkerEvents: JobWorkerEvents = {
  attemptStarted() {},
  attemptEnded() {},
  rescued() {},
  purged() {},
};

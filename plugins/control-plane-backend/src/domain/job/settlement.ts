import { ClaimedJob } from './Job';
import { JobOutcome } from './jobOutcome';
import { Backoff, retryDelay } from './retryDelay';

/**
 * Where an attempt leaves its job, unless the job was enqueued meanwhile: then what ends is followed by a new start.
 */
export interface Settlement {
  state: 'ready' | 'done' | 'dead';
  /** Attempts used up so far. */
  attempt: number;
  /** Seconds from now until the job is due; absent when it keeps the time it was due at. */
  delaySeconds?: number;
  waitsFor?: string;
  error?: { message: string; retryable: boolean };
}

/** What the holder of a lease knows about its attempt. */
export type Attempt = Pick<ClaimedJob, 'attempt' | 'maxAttempts'>;

/**
 * Judges an attempt by its outcome.
 *
 * @remarks
 * An attempt counts from the moment it is claimed, so that a job which kills its process is dead after its last
 * attempt although it never reports one. What did not fail gives its attempt back.
 *
 * @param random - a number from 0 up to 1, for the back-off
 */
export function determineSettlement(
  job: Attempt,
  outcome: JobOutcome,
  options: { random: number; backoff: Backoff },
): Settlement {
  switch (outcome.type) {
    case 'done':
      return { state: 'done', attempt: job.attempt };
    case 'parked':
      return {
        state: 'ready',
        attempt: withoutThisAttempt(job),
        delaySeconds: Math.max(0, outcome.retryAfterSeconds),
        waitsFor: outcome.waitsFor,
      };
    case 'retryable': {
      const error = { message: outcome.message, retryable: true };
      if (job.attempt >= job.maxAttempts) {
        return { state: 'dead', attempt: job.attempt, error };
      }
      return {
        state: 'ready',
        attempt: job.attempt,
        delaySeconds: retryDelay({
          attempt: job.attempt,
          retryAfterSeconds: outcome.retryAfterSeconds,
          ...options,
        }),
        waitsFor: `the next try: attempt ${job.attempt} of ${job.maxAttempts} failed`,
        error,
      };
    }
    case 'terminal':
      return {
        state: 'dead',
        attempt: job.attempt,
        error: { message: outcome.message, retryable: false },
      };
    // no default: every outcome is judged
  }
}

/** A job that is handed back unfinished keeps its place in the order. */
export function determineRelease(job: Attempt): Settlement {
  return { state: 'ready', attempt: withoutThisAttempt(job) };
}

function withoutThisAttempt(job: Attempt): number {
  return Math.max(0, job.attempt - 1);
}

import { JsonObject } from '@backstage/types';

/**
 * The states of a job. `ready` and `leased` are live; the others never leave.
 *
 * - `ready`: waits for its turn, or for `runAt` when that lies ahead.
 * - `leased`: a worker holds it until `lease.until`.
 * - `done`: its handler finished.
 * - `dead`: it failed for good or used up its attempts; stays visible until somebody replays it or retention ends it.
 * - `cancelled`: a person ended it before it ran.
 */
export const JOB_STATES = [
  'ready',
  'leased',
  'done',
  'dead',
  'cancelled',
] as const;
export type JobState = (typeof JOB_STATES)[number];

/** What somebody wants done. */
export interface JobSpec {
  /** Names the handler, e.g. `reconcile-request`. */
  kind: string;
  /** At most one live job exists per kind and key: see {@link EnqueueResult}. */
  key: string;
  /** Fair shares are kept between groups (teams); within a group priority, then age, decide. */
  group: string;
  /** Jobs with the same limit key never run more than its configured number at a time; absent means no limit. */
  limitKey?: string;
  /** Higher runs first within a group. 0 is ordinary. */
  priority?: number;
  payload: JsonObject;
  /** Seconds from now, by the database clock, before which the job does not run. 0 when absent. */
  delaySeconds?: number;
  /** Attempts before the job is dead; the queue's configured number when absent. */
  maxAttempts?: number;
}

export interface Job {
  id: string;
  kind: string;
  key: string;
  group: string;
  limitKey?: string;
  priority: number;
  payload: JsonObject;
  state: JobState;
  /** Attempts begun so far; a rescue after a lost lease counts as one that was begun. */
  attempt: number;
  maxAttempts: number;
  runAt: Date;
  createdAt: Date;
  /** When the newest attempt was claimed. */
  claimedAt?: Date;
  finishedAt?: Date;
  lease?: { owner: string; until: Date };
  /** Somebody asked for the job while it ran: it runs once more after this attempt. */
  runAgain: boolean;
  /** Why it waits, in words for a person, as its last outcome said. */
  waitsFor?: string;
  lastError?: { message: string; at: Date; retryable: boolean };
}

/** A job together with the ticket that alone may renew, complete or fail it. */
export interface ClaimedJob extends Job {
  ticket: string;
}

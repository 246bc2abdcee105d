/**
 * What a handler says about one attempt.
 *
 * - `done`: finished; a request to run again that came in meanwhile makes the job ready once more.
 * - `parked`: nothing to do until something outside happens. The job goes back to ready without using up an attempt and
 *   runs after `retryAfterSeconds` at the latest; an enqueue of the same key wakes it at once. No worker slot is held.
 * - `retryable`: failed in a way that may pass by itself: back-off, and dead after the last attempt.
 *   `retryAfterSeconds` is the provider's own wish (Retry-After) and wins over a shorter back-off.
 * - `terminal`: failed in a way that trying again cannot mend: dead at once.
 */
export type JobOutcome =
  | { type: 'done' }
  | { type: 'parked'; waitsFor: string; retryAfterSeconds: number }
  | { type: 'retryable'; message: string; retryAfterSeconds?: number }
  | { type: 'terminal'; message: string };

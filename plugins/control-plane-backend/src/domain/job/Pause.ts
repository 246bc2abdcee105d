/**
 * What a pause is about.
 *
 * - `kind`: all jobs that one handler runs.
 * - `group`: all jobs of one group.
 * - `limit`: all jobs that share a limit key, whether a limit is configured for it or not.
 */
export const PAUSE_SCOPES = ['kind', 'group', 'limit'] as const;
export type PauseScope = (typeof PAUSE_SCOPES)[number];

/** What names one pause. */
export interface PauseName {
  scope: PauseScope;
  name: string;
}

/** Jobs that no worker takes for the time, as a person wants it. What runs already goes on. */
export interface Pause extends PauseName {
  reason: string;
  /** Who gave the reason. */
  by: string;
  /** Since when. */
  at: Date;
}

/** A pause and the number of ready jobs it is about, due or not. */
export interface HeldPause extends Pause {
  jobs: number;
}

import { Evidence } from '../Evidence';

export interface CheckOptions {
  /** Keys that calls were answered for; each must stand for one request, and no other request may exist. */
  keys?: readonly string[];
  /** Whether nothing is due or under way any more; then everything must have arrived. True when absent. */
  atRest?: boolean;
  /** Whether somebody took commits off the branch by force: then what was published may be missing, as drift. */
  rewritten?: boolean;
  /** Attempts that jobs had when a pause came to hold them: it holds them still, and none may have more. */
  heldAt?: ReadonlyMap<string, number>;
  /** Time of the database; then leases that nobody rescued are found. */
  now?: Date;
}

/** What each invariant is checked on. */
export type Checked = Evidence & CheckOptions & { atRest: boolean };

/** Phases that nothing leads out of. */
export const TERMINAL_PHASES = ['deleted', 'rejected', 'withdrawn'];

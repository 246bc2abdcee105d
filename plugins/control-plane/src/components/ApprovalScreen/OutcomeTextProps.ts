import { Outcome } from '../../present/determineOutcome';

export interface OutcomeTextProps {
  outcome: Exclude<Outcome, { kind: 'waiting' }>;
  /** Whether the caller has decided it just now. */
  isOwn: boolean;
}

import { RequestState } from '../../domain/reconcile/determineState';

export type Finalized =
  | 'overtaken'
  | 'published'
  | 'removed'
  | 'repaired'
  | 'unsettled';

/** The states in which the branch holds something that the records do not tell of yet. */
export type FinalizedState = Extract<RequestState, { type: Finalized }>;

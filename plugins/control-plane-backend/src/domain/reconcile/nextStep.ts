import { RequestState } from './determineState';

type StateOf<T extends RequestState['type']> = Extract<
  RequestState,
  { type: T }
>;

/** The one step that brings a request nearer to its desired state, with the state it works on; `end` when there is none. */
export type NextStep =
  | { step: 'publish'; state: StateOf<'unpublished' | 'drifted'> }
  | { step: 'await_publication'; state: StateOf<'publishing'> }
  | { step: 'report_failure'; state: StateOf<'publish_failed'> }
  | {
      step: 'finalize';
      state: StateOf<
        'overtaken' | 'published' | 'removed' | 'repaired' | 'unsettled'
      >;
    }
  | { step: 'compare'; state: StateOf<'in_sync'> }
  | { step: 'end' };

/**
 * Which step follows from a state. Pure.
 *
 * @param compared - whether this attempt has compared the request with its branch already, or has just put it there.
 */
export function nextStep(state: RequestState, compared: boolean): NextStep {
  switch (state.type) {
    case 'ended':
    case 'nothing_approved':
      return { step: 'end' };
    case 'unpublished':
    case 'drifted':
      return { step: 'publish', state };
    case 'publishing':
      return { step: 'await_publication', state };
    case 'publish_failed':
      return { step: 'report_failure', state };
    case 'overtaken':
    case 'published':
    case 'removed':
    case 'repaired':
    case 'unsettled':
      return { step: 'finalize', state };
    case 'in_sync':
      return compared ? { step: 'end' } : { step: 'compare', state };
    default: {
      const unreachable: never = state;
      throw new Error(`Unknown state ${unreachable}`);
    }
  }
}

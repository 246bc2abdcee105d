import { RequestState } from '../domain/reconcile/determineState';
import { JobOutcome } from '../domain/job/jobOutcome';
import { Request } from '../domain/request/Request';

/**
 * What one step did.
 *
 * - `again`: something changed; look again.
 * - `ended`: nothing more to do in this attempt; the outcome says when there will be.
 */
export type StepResult = (
  | { type: 'again' }
  | { type: 'ended'; outcome: JobOutcome }
) & {
  /** What the step did, in words for whoever looks into the job. */
  did: string;
};

/** What a step does when the request is not as it was observed any more: nothing. */
export const MOVED_ON: StepResult = {
  type: 'again',
  did: 'The request changed meanwhile; it is looked at again',
};

/**
 * One idempotent part of a reconcile.
 *
 * @remarks
 * A step can be killed at any point and run again. It compares with the outside world and with what is stored, never with its own memory.
 */
export interface ReconcileStep<T extends RequestState['type']> {
  /** Name that progress, spans and metrics carry. */
  readonly name: string;
  run(options: {
    request: Request;
    state: Extract<RequestState, { type: T }>;
    signal: AbortSignal;
  }): Promise<StepResult>;
}

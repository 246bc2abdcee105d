import { ConflictError } from '@backstage/errors';
import { Revision } from './Revision';

/** @throws ConflictError when nobody has to decide on the revision (any more); the message says what became of it. */
export function assertAwaitingDecision(revision: Revision): void {
  if (revision.state !== 'pending_approval') {
    throw new ConflictError(
      `Generation ${revision.generation} of ${revision.requestId} is ${
        revision.state
      }${
        revision.endedReason ? ` (${revision.endedReason})` : ''
      } and does not wait for a decision`,
    );
  }
}

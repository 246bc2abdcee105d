import { ConflictError } from '@backstage/errors';
import { isOpen, Revision } from './Revision';

/**
 * The revision, ended without effect.
 *
 * @throws ConflictError when it is not open any more: once its publication has started only a new revision undoes it.
 */
export function endRevision(
  revision: Revision,
  end: {
    state: 'rejected' | 'withdrawn' | 'superseded';
    reason: string;
    now: Date;
  },
): Revision {
  if (!isOpen(revision)) {
    throw new ConflictError(
      `Generation ${revision.generation} of ${revision.requestId} is ${
        revision.state === 'approved'
          ? 'approved, its publication was begun,'
          : revision.state
      } and cannot be ${end.state} any more; ask for a new change instead`,
    );
  }
  return {
    ...revision,
    state: end.state,
    endedAt: end.now,
    endedReason: end.reason,
  };
}

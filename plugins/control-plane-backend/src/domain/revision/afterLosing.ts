import { moveRequest } from '../request/moveRequest';
import { Request } from '../request/Request';
import { isOpen, Revision } from './Revision';

/** The newest spec revision that is on its way to the branch and cannot be taken back any more. */
export function publicationUnderWay(
  revisions: readonly Revision[],
): Revision | undefined {
  return revisions
    .filter(
      revision =>
        revision.slot === 'spec' &&
        revision.state === 'approved' &&
        !isOpen(revision),
    )
    .sort((a, b) => b.generation - a.generation)[0];
}

/** The request, showing this revision of its spec. */
export function showing(request: Request, spec: Revision): Request {
  return { ...request, specGeneration: spec.generation, class: spec.class };
}

/**
 * The request after its newest spec revision ended without effect.
 *
 * @remarks
 * What is under way stays under way. Otherwise the branch still holds the revision before, or nothing at all: then the event decides.
 * In each case the request shows what is left, so that the next change does not begin from what was taken back.
 */
export function afterLosing(
  request: Request,
  loss: {
    event: 'approval_lost' | 'first_rejected' | 'first_withdrawn';
    underWay: Revision | undefined;
    /** What the branch holds by the records. */
    inForce: Revision | undefined;
    now: Date;
  },
): Request {
  const { event, underWay, inForce, now } = loss;
  if (underWay) {
    return showing(request, underWay);
  }
  const moved = {
    ...moveRequest(request, inForce ? 'settled' : event, { now }),
    progress: undefined,
  };
  return inForce ? showing(moved, inForce) : moved;
}

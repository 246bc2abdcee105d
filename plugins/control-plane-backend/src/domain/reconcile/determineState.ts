import { isTerminalPhase } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Drift } from '../drift/Drift';
import { Publication } from '../publication/Publication';
import { Request } from '../request/Request';
import { transition } from '../request/requestTransitions';
import { Revision } from '../revision/Revision';

/** A revision that the branch holds, and how it got there. */
export interface Landed {
  revision: Revision;
  publication: Publication;
}

/** What one look at a request brought together. */
export interface Observation {
  request: Request;
  /** The newest approved revision of the spec slot that was not ended. */
  desired?: Revision;
  /** The newest publication of the desired generation. */
  publication?: Publication;
  /** The oldest approved revision before the desired one that reached the branch without the records saying so yet. */
  landed?: Landed;
  /** Foreign edits that are not mended. */
  drift: readonly Drift[];
  /** Whether the pinned class revision has foreign edits repaired. */
  repairs: boolean;
}

/**
 * How a request stands.
 *
 * - `ended`: its phase is terminal.
 * - `nothing_approved`: there is no desired state (yet, or any more).
 * - `overtaken`: an older revision reached the branch while a newer one was approved, and the records do not say so yet.
 * - `unpublished`: the desired state has no publication that is under way or has succeeded.
 * - `publishing`: the lane has the operation.
 * - `publish_failed`: the lane gave the operation up and nobody was told yet.
 * - `published`: the branch holds the desired state and the records do not say so yet.
 * - `removed`: the branch holds nothing of the request any more and the records do not say so yet.
 * - `drifted`: somebody edited the branch and the class wants that repaired.
 * - `repaired`: a repair reached the branch and the records do not say so yet.
 * - `unsettled`: nothing is left to do on the branch, but phase or progress tell of something under way.
 * - `in_sync`: nothing is left to do.
 */
export type RequestState =
  | { type: 'ended' }
  | { type: 'nothing_approved' }
  | { type: 'overtaken'; landed: Landed }
  | { type: 'unpublished'; desired: Revision }
  | { type: 'publishing'; desired: Revision; publication: Publication }
  | { type: 'publish_failed'; desired: Revision; publication: Publication }
  | { type: 'published'; desired: Revision; publication: Publication }
  | { type: 'removed'; desired: Revision; publication: Publication }
  | { type: 'drifted'; desired: Revision }
  | { type: 'repaired'; desired: Revision; publication: Publication }
  | { type: 'unsettled'; desired: Revision }
  | { type: 'in_sync'; desired: Revision };

/**
 * Judges an observation. Pure, and total over everything that can be observed.
 *
 * @remarks
 * A publication that was given up is told once; a run that finds it already told was asked for by a person and tries again with a new
 * operation. A failure that the lane still retries by itself is told as well, but is no such thing.
 */
export function determineState(observation: Observation): RequestState {
  const { request, desired, publication, landed } = observation;
  if (isTerminalPhase(request.phase)) {
    return { type: 'ended' };
  }
  if (!desired) {
    return { type: 'nothing_approved' };
  }
  if (landed) {
    return { type: 'overtaken', landed };
  }
  if (!publication || publication.state === 'skipped') {
    return { type: 'unpublished', desired };
  }
  switch (publication.state) {
    case 'pending':
      return { type: 'publishing', desired, publication };
    case 'failed':
      return request.progress?.failure?.retryable === false ||
        isMoot(observation, publication)
        ? retryOf(observation, desired)
        : { type: 'publish_failed', desired, publication };
    case 'published':
    case 'unchanged':
      return onBranch(observation, desired, publication);
    default: {
      const unreachable: never = publication.state;
      throw new Error(`Unknown publication state ${unreachable}`);
    }
  }
}

/** Whether what a repair was to mend is gone, so that nobody needs to hear that it failed. */
function isMoot(observation: Observation, repair: Publication): boolean {
  return (
    observation.desired?.state === 'effective' &&
    !observation.drift.some(({ detectedAt }) => detectedAt <= repair.createdAt)
  );
}

function retryOf(observation: Observation, desired: Revision): RequestState {
  // Where the approved state itself is on the branch, what failed was a repair.
  return desired.state === 'effective'
    ? inForce(observation, desired)
    : { type: 'unpublished', desired };
}

function onBranch(
  observation: Observation,
  desired: Revision,
  publication: Publication,
): RequestState {
  if (desired.state !== 'effective') {
    return {
      type: desired.action === 'delete' ? 'removed' : 'published',
      desired,
      publication,
    };
  }
  const repaired =
    publication.purpose === 'repair' &&
    observation.drift.length > 0 &&
    observation.drift.every(
      ({ detectedAt }) => detectedAt <= publication.createdAt,
    );
  return repaired
    ? { type: 'repaired', desired, publication }
    : inForce(observation, desired);
}

function inForce(observation: Observation, desired: Revision): RequestState {
  const { request, drift, repairs } = observation;
  if (drift.length > 0 && repairs) {
    return { type: 'drifted', desired };
  }
  const settled = transition(request.phase, 'settled');
  const unsettled =
    settled.type === 'moved' ||
    (settled.type === 'stayed' && request.progress !== undefined);
  return unsettled
    ? { type: 'unsettled', desired }
    : { type: 'in_sync', desired };
}

import {
  REQUEST_PHASES,
  RequestPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/**
 * What can happen to a request.
 *
 * - `revision_proposed`: somebody asks for a change, an extension or the teardown.
 * - `revision_approved`: a create or update may now be published.
 * - `deletion_approved`: it may now be torn down.
 * - `deletion_withdrawn`: the approved teardown was taken back before it began.
 * - `extension_approved`: the lease grows.
 * - `approval_lost`: the approved revision was superseded before its publication started and nothing else is approved.
 * - `first_rejected`, `first_withdrawn`: the only proposal ended before anything was published.
 * - `attempt_started`: a worker took up the reconcile.
 * - `attempt_failed`: an attempt did not reach its end.
 * - `settled`: the branch holds the desired state.
 * - `torn_down`: nothing of the request is left.
 * - `reconcile_asked`: somebody wants it looked at again.
 */
export const REQUEST_EVENTS = [
  'revision_proposed',
  'revision_approved',
  'deletion_approved',
  'deletion_withdrawn',
  'extension_approved',
  'approval_lost',
  'first_rejected',
  'first_withdrawn',
  'attempt_started',
  'attempt_failed',
  'settled',
  'torn_down',
  'reconcile_asked',
] as const;
export type RequestEvent = (typeof REQUEST_EVENTS)[number];

/** `refused` means that the event makes no sense in that phase: the caller answers with a conflict, a worker stops. */
export type Transition =
  | { type: 'moved'; phase: RequestPhase }
  | { type: 'stayed' }
  | { type: 'refused' };

const STAY = 'stay';
const REFUSE = 'refuse';
type Cell = RequestPhase | typeof STAY | typeof REFUSE;
type Row = Record<RequestEvent, Cell>;

const END: Row = {
  revision_proposed: REFUSE,
  revision_approved: REFUSE,
  deletion_approved: REFUSE,
  deletion_withdrawn: REFUSE,
  extension_approved: REFUSE,
  approval_lost: REFUSE,
  first_rejected: REFUSE,
  first_withdrawn: REFUSE,
  attempt_started: REFUSE,
  attempt_failed: REFUSE,
  settled: REFUSE,
  torn_down: REFUSE,
  reconcile_asked: REFUSE,
};

/** The phases in which something approved is on its way to the branch. */
const UNDER_WAY: Row = {
  revision_proposed: STAY,
  revision_approved: STAY,
  deletion_approved: 'deleting',
  deletion_withdrawn: REFUSE,
  extension_approved: STAY,
  approval_lost: 'pending_approval',
  first_rejected: REFUSE,
  first_withdrawn: 'withdrawn',
  attempt_started: 'reconciling',
  attempt_failed: 'failed',
  settled: 'ready',
  torn_down: REFUSE,
  reconcile_asked: STAY,
};

/**
 * Every phase and every event, so that no pair is left to chance.
 *
 * @remarks
 * An update of a request that is already `ready` goes through `queued` again: the phase tells whether the branch was brought to what
 * was approved. A foreign edit is no such thing: while it is repaired the request stays `ready`. Terminal phases refuse everything.
 */
const TABLE: Record<RequestPhase, Row> = {
  pending_approval: {
    ...UNDER_WAY,
    revision_approved: 'approved',
    approval_lost: STAY,
    first_rejected: 'rejected',
    attempt_started: REFUSE,
    attempt_failed: REFUSE,
    settled: REFUSE,
    reconcile_asked: REFUSE,
  },
  approved: { ...UNDER_WAY, reconcile_asked: 'queued' },
  queued: UNDER_WAY,
  reconciling: { ...UNDER_WAY, attempt_started: STAY },
  awaiting_merge: { ...UNDER_WAY, attempt_started: STAY },
  ready: {
    ...UNDER_WAY,
    revision_approved: 'queued',
    approval_lost: STAY,
    first_withdrawn: REFUSE,
    attempt_started: STAY,
    settled: STAY,
    reconcile_asked: STAY,
  },
  failed: {
    ...UNDER_WAY,
    revision_approved: 'queued',
    attempt_failed: STAY,
    reconcile_asked: 'queued',
  },
  asleep: {
    ...UNDER_WAY,
    revision_approved: 'queued',
    approval_lost: STAY,
    first_withdrawn: REFUSE,
    attempt_started: STAY,
    settled: STAY,
    reconcile_asked: STAY,
  },
  // A teardown that was begun is finished: whatever fails is told by the progress, and the phase stays.
  deleting: {
    ...END,
    deletion_withdrawn: 'queued',
    attempt_started: STAY,
    attempt_failed: STAY,
    torn_down: 'deleted',
    reconcile_asked: STAY,
  },
  deleted: END,
  rejected: END,
  withdrawn: END,
};

/** Where `event` takes a request that is in `phase`. Pure and total. */
export function transition(
  phase: RequestPhase,
  event: RequestEvent,
): Transition {
  const cell = TABLE[phase][event];
  switch (cell) {
    case REFUSE:
      return { type: 'refused' };
    case STAY:
      return { type: 'stayed' };
    default:
      return cell === phase
        ? { type: 'stayed' }
        : { type: 'moved', phase: cell };
  }
}

/** The phases in which `event` makes sense, for messages. */
export function phasesAccepting(event: RequestEvent): RequestPhase[] {
  return REQUEST_PHASES.filter(
    phase => transition(phase, event).type !== 'refused',
  );
}

/**
 * The phases of a request.
 *
 * @remarks
 * `pending_approval → approved → queued → reconciling → (awaiting_merge) → ready`, and the ends `rejected`, `withdrawn` and
 * `deleted`. Whatever else people call a state (blocked, drifted, expired …) is a condition with a reason, never a phase.
 */
export const REQUEST_PHASES = [
  'pending_approval',
  'approved',
  'queued',
  'reconciling',
  'awaiting_merge',
  'ready',
  'failed',
  'asleep',
  'deleting',
  'deleted',
  'rejected',
  'withdrawn',
] as const;
export type RequestPhase = (typeof REQUEST_PHASES)[number];

/** Phases that a request never leaves. */
export const TERMINAL_PHASES: readonly RequestPhase[] = [
  'deleted',
  'rejected',
  'withdrawn',
];

export function isTerminalPhase(phase: RequestPhase): boolean {
  return TERMINAL_PHASES.includes(phase);
}

/** Kubernetes-style conditions of a request. */
export const CONDITION_TYPES = [
  'Approved',
  'Rendered',
  'Published',
  'Applied',
  'Healthy',
  'InSync',
  'LeaseExpired',
] as const;
export type ConditionType = (typeof CONDITION_TYPES)[number];

export const CONDITION_STATUSES = ['True', 'False', 'Unknown'] as const;
export type ConditionStatus = (typeof CONDITION_STATUSES)[number];

/** What a revision asks for. */
export const REVISION_ACTIONS = [
  'create',
  'update',
  'extend',
  'delete',
] as const;
export type RevisionAction = (typeof REVISION_ACTIONS)[number];

/** Revisions of different slots do not void each other, except that a delete supersedes all. */
export const REVISION_SLOTS = ['spec', 'lease', 'power'] as const;
export type RevisionSlot = (typeof REVISION_SLOTS)[number];

/** The slot in which a revision of this action stands. */
export function slotOf(action: RevisionAction): RevisionSlot {
  switch (action) {
    case 'create':
    case 'update':
    case 'delete':
      return 'spec';
    case 'extend':
      return 'lease';
    default: {
      const unreachable: never = action;
      throw new Error(`Unknown revision action ${unreachable}`);
    }
  }
}

/**
 * The states of a revision.
 *
 * - `pending_approval`, `approved`: open. An approved one is not in force yet.
 * - `effective`: in force: published on the base branch, or for a lease revision counted into the expiry.
 * - `rejected`, `withdrawn`, `superseded`: ended without effect.
 */
export const REVISION_STATES = [
  'pending_approval',
  'approved',
  'effective',
  'rejected',
  'withdrawn',
  'superseded',
] as const;
export type RevisionState = (typeof REVISION_STATES)[number];

export function isOpenRevision(state: RevisionState): boolean {
  return state === 'pending_approval' || state === 'approved';
}

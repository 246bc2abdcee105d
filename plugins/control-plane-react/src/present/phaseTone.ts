import {
  Condition,
  RequestPhase,
  RevisionState,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Tone } from '../components/StatusChip';

const PHASE_TONES: Readonly<Record<RequestPhase, Tone>> = {
  pending_approval: 'warning',
  approved: 'info',
  queued: 'info',
  reconciling: 'info',
  awaiting_merge: 'warning',
  ready: 'success',
  failed: 'danger',
  asleep: 'neutral',
  deleting: 'info',
  deleted: 'neutral',
  rejected: 'danger',
  withdrawn: 'neutral',
};

const MOVING: readonly RequestPhase[] = [
  'approved',
  'queued',
  'reconciling',
  'deleting',
];

/** Whether the system is at work, rather than a person's turn or an end. */
export function isMoving(phase: RequestPhase): boolean {
  return MOVING.includes(phase);
}

export function phaseTone(phase: RequestPhase): Tone {
  return PHASE_TONES[phase];
}

/** Ready means published here: nothing looks at the cluster, and the page must not claim health. */
export function isPublishedUnobserved(
  phase: RequestPhase,
  conditions: readonly Condition[] = [],
): boolean {
  return (
    phase === 'ready' &&
    conditions.some(
      ({ type, status, reason }) =>
        type === 'Healthy' && status === 'Unknown' && reason === 'NotObserved',
    )
  );
}

const REVISION_TONES: Readonly<Record<RevisionState, Tone>> = {
  pending_approval: 'warning',
  approved: 'info',
  effective: 'success',
  rejected: 'danger',
  withdrawn: 'neutral',
  superseded: 'neutral',
};

export function revisionTone(state: RevisionState): Tone {
  return REVISION_TONES[state];
}

/** A condition that says no is bad, except the one that is there to say no. */
export function conditionTone({ type, status }: Condition): Tone {
  if (status === 'Unknown') {
    return 'neutral';
  }
  const isGood =
    type === 'LeaseExpired' ? status === 'False' : status === 'True';
  return isGood ? 'success' : 'warning';
}

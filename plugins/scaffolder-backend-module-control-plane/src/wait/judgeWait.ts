import {
  EnvironmentRequest,
  RequestPhase,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { waitsForApproval } from '../actions/writeRequest';

/** What a step waits for: a phase, and with a generation that the revision is in force as well. */
export interface WaitGoal {
  phase: RequestPhase;
  generation?: number;
}

export type WaitVerdict =
  | { type: 'reached' }
  /** Goes on by itself. */
  | { type: 'waiting' }
  /** Goes on when a person says yes. */
  | { type: 'needs_approval' }
  /** Does not go on without somebody doing something. */
  | { type: 'ended'; reason: string };

/**
 * Judges whether a wait is over.
 *
 * @param revision - the revision of the goal's generation, or without one the newest of the request.
 */
export function judgeWait(
  goal: WaitGoal,
  request: EnvironmentRequest,
  revision: Revision,
): WaitVerdict {
  if (goal.generation !== undefined) {
    switch (revision.state) {
      case 'pending_approval':
        return { type: 'needs_approval' };
      case 'rejected':
      case 'withdrawn':
      case 'superseded':
        return { type: 'ended', reason: endOf(revision) };
      case 'approved':
      case 'effective':
        break;
      default: {
        const unreachable: never = revision.state;
        throw new Error(`Unknown revision state ${unreachable}`);
      }
    }
  }
  const verdict = judgePhase(goal.phase, request, revision);
  const tooEarly =
    goal.generation !== undefined && revision.state !== 'effective';
  return verdict.type === 'reached' && tooEarly ? { type: 'waiting' } : verdict;
}

function judgePhase(
  phase: RequestPhase,
  request: EnvironmentRequest,
  revision: Revision,
): WaitVerdict {
  if (request.phase === phase) {
    return { type: 'reached' };
  }
  switch (request.phase) {
    case 'pending_approval':
      return { type: 'needs_approval' };
    case 'rejected':
    case 'withdrawn':
      return { type: 'ended', reason: endOf(revision) };
    case 'deleted':
      return { type: 'ended', reason: 'the request is deleted' };
    case 'failed':
      return request.progress?.failure?.retryable
        ? { type: 'waiting' }
        : { type: 'ended', reason: failureOf(request) };
    case 'deleting':
      return phase === 'deleted'
        ? { type: 'waiting' }
        : { type: 'ended', reason: 'the request is being deleted' };
    default:
      return waitsForApproval(request) && isAtRest(request)
        ? { type: 'needs_approval' }
        : { type: 'waiting' };
  }
}

/** Nothing happens to the request until somebody decides on its open revision. */
function isAtRest({ phase }: EnvironmentRequest): boolean {
  return phase === 'ready' || phase === 'asleep';
}

function endOf({ generation, state, endedReason }: Revision): string {
  const why = endedReason ? `: ${endedReason}` : '';
  return `generation ${generation} was ${state}${why}`;
}

function failureOf({ progress }: EnvironmentRequest): string {
  if (!progress?.failure) {
    return 'the request has failed';
  }
  const { failure, step } = progress;
  return [`step ${step} failed: ${failure.message}`, failure.advice]
    .filter(part => part !== '')
    .join('; ');
}

import {
  EnvironmentRequest,
  RequestPhase,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** What a wait is for. */
export type WaitGoal =
  | { type: 'phase'; phase: RequestPhase }
  /** The revision is in force, and the request is ready, or deleted when that is what the revision asked for. */
  | { type: 'revision'; generation: number };

export type WaitVerdict =
  | { type: 'reached' }
  | { type: 'waiting' }
  /** The goal will not be reached without somebody doing something. */
  | { type: 'ended'; reason: string };

/**
 * Judges whether a wait is over.
 *
 * @param revision - the revision that a goal of that type speaks of.
 */
export function judgeWait(
  goal: WaitGoal,
  request: EnvironmentRequest,
  revision?: Revision,
): WaitVerdict {
  switch (goal.type) {
    case 'phase':
      return judgePhase(goal.phase, request);
    case 'revision':
      return judgeRevision(request, revision);
    default: {
      const unreachable: never = goal;
      throw new Error(`Unknown goal ${JSON.stringify(unreachable)}`);
    }
  }
}

function judgePhase(
  phase: RequestPhase,
  request: EnvironmentRequest,
): WaitVerdict {
  if (request.phase === phase) {
    return { type: 'reached' };
  }
  switch (request.phase) {
    case 'rejected':
    case 'withdrawn':
    case 'deleted':
      return { type: 'ended', reason: `the request is ${request.phase}` };
    case 'failed':
      return request.progress?.failure?.retryable
        ? { type: 'waiting' }
        : { type: 'ended', reason: failureReason(request) };
    case 'deleting':
      return phase === 'deleted'
        ? { type: 'waiting' }
        : { type: 'ended', reason: 'the request is being deleted' };
    default:
      return { type: 'waiting' };
  }
}

function judgeRevision(
  request: EnvironmentRequest,
  revision: Revision | undefined,
): WaitVerdict {
  if (
    revision &&
    ['rejected', 'withdrawn', 'superseded'].includes(revision.state)
  ) {
    const why = revision.endedReason ? `: ${revision.endedReason}` : '';
    return {
      type: 'ended',
      reason: `generation ${revision.generation} was ${revision.state}${why}`,
    };
  }
  const goal = revision?.action === 'delete' ? 'deleted' : 'ready';
  const verdict = judgePhase(goal, request);
  return verdict.type === 'reached' && revision?.state !== 'effective'
    ? { type: 'waiting' }
    : verdict;
}

function failureReason({ progress }: EnvironmentRequest): string {
  if (!progress?.failure) {
    return 'the request has failed';
  }
  const { failure, step } = progress;
  return [`step ${step} failed: ${failure.message}`, failure.advice]
    .filter(part => part !== '')
    .join('; ');
}

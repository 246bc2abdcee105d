import { ConflictError } from '@backstage/errors';
import { isTerminalPhase } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { reconcileJob } from '../reconcile/jobs';
import { ConditionUpdate, withConditions } from '../request/conditions';
import { moveRequest } from '../request/moveRequest';
import { Request } from '../request/Request';
import { noEffects, RequestEffects } from '../request/RequestEffects';
import { afterLosing, publicationUnderWay } from './afterLosing';
import { assertAwaitingDecision } from './assertAwaitingDecision';
import { endRevision } from './endRevision';
import { isOpen, Revision } from './Revision';

/** What a decision against a revision looks at. */
interface Refused {
  request: Request;
  revision: Revision;
  /** Every other revision that is not ended and not in force. */
  others: readonly Revision[];
  /** The spec revision that is on the branch by the records, if any. */
  inForce: Revision | undefined;
  now: Date;
}

/**
 * The request with a condition that says what became of its approval.
 *
 * @remarks
 * Where something approved is left, the request as such stays approved: only the change was refused. An extension says nothing about it.
 */
function tell(refused: Refused, ended: ConditionUpdate): Request {
  const { request, revision, others, inForce, now } = refused;
  const left = publicationUnderWay(others) ?? inForce;
  const condition: ConditionUpdate = left
    ? {
        type: 'Approved',
        status: 'True',
        reason: `Change${ended.reason}`,
        message: `${ended.message}; generation ${left.generation} stays approved`,
      }
    : ended;
  return revision.slot === 'spec'
    ? {
        ...request,
        conditions: withConditions(request.conditions, [condition], {
          now,
          generation: revision.generation,
        }),
      }
    : request;
}

/** The request and the other revisions once `revision` ended without effect. */
function withoutRevision(
  refused: Refused,
  end: {
    event: 'first_rejected' | 'first_withdrawn';
    condition: ConditionUpdate;
  },
): { request: Request; voided: Revision[] } {
  const { revision, others, inForce, now } = refused;
  const told = tell(refused, end.condition);
  const decidesPhase =
    revision.slot === 'spec' && (revision.state === 'approved' || !inForce);
  if (!decidesPhase) {
    return { request: told, voided: [] };
  }
  const kept =
    told.phase === 'deleting'
      ? // A lease that has run out is acted on again, unless somebody extends it first.
        {
          ...moveRequest(told, 'deletion_withdrawn', { now }),
          lease: { ...told.lease, expiryHandledAt: undefined },
        }
      : told;
  const request = afterLosing(kept, {
    event: end.event,
    underWay: publicationUnderWay(others),
    inForce,
    now,
  });
  return {
    request,
    // Whatever else was asked of a request that has ended can never take effect.
    voided: isTerminalPhase(request.phase)
      ? others.filter(isOpen).map(other =>
          endRevision(other, {
            state: 'superseded',
            reason: `The request was ${request.phase} with generation ${revision.generation}`,
            now,
          }),
        )
      : [],
  };
}

/**
 * What an approver's no does.
 *
 * @throws ConflictError when the revision does not wait for approval or the digest is another.
 */
export function rejectRevision(
  options: Refused & {
    given: { decidedBy: string; planDigest: string; comment: string };
  },
): RequestEffects {
  const { request, revision, given, now } = options;
  assertAwaitingDecision(revision);
  if (given.planDigest !== revision.planDigest) {
    throw new ConflictError(
      `Generation ${revision.generation} of ${request.id} has another plan than the one decided on: expected the digest ${revision.planDigest}, got ${given.planDigest}. Look at the plan again`,
    );
  }
  const ended = endRevision(revision, {
    state: 'rejected',
    reason: given.comment,
    now,
  });
  const left = withoutRevision(options, {
    event: 'first_rejected',
    condition: {
      type: 'Approved',
      status: 'False',
      reason: 'Rejected',
      message: `${given.decidedBy} rejected generation ${revision.generation}: ${given.comment}`,
    },
  });
  return {
    ...noEffects(left.request),
    changedRevisions: [ended, ...left.voided],
    approvals: [
      {
        requestId: request.id,
        generation: revision.generation,
        decision: 'reject',
        decidedBy: given.decidedBy,
        planDigest: given.planDigest,
        comment: given.comment,
      },
    ],
    audit: [
      {
        actor: given.decidedBy,
        action: 'revision.rejected',
        requestId: request.id,
        generation: revision.generation,
        before: revision.planDigest,
        details: { comment: given.comment },
      },
    ],
    outbox: [
      {
        kind: 'decision_taken',
        requestId: request.id,
        payload: {
          generation: revision.generation,
          decision: 'reject',
          decidedBy: given.decidedBy,
        },
      },
    ],
  };
}

/**
 * What taking an open revision back does.
 *
 * @throws ConflictError when its publication has started or it is not open any more.
 */
export function withdrawRevision(
  options: Refused & { actor: string; comment: string },
): RequestEffects {
  const { request, revision, actor, comment, now } = options;
  const ended = endRevision(revision, {
    state: 'withdrawn',
    reason: comment || `Withdrawn by ${actor}`,
    now,
  });
  const left = withoutRevision(options, {
    event: 'first_withdrawn',
    condition: {
      type: 'Approved',
      status: 'False',
      reason: 'Withdrawn',
      message: `${actor} withdrew generation ${revision.generation}`,
    },
  });
  return {
    ...noEffects(left.request),
    changedRevisions: [ended, ...left.voided],
    // A job that was enqueued for it finds nothing to publish and ends.
    jobs: revision.state === 'approved' ? [reconcileJob(request)] : [],
    audit: [
      {
        actor,
        action: 'revision.withdrawn',
        requestId: request.id,
        generation: revision.generation,
        before: revision.planDigest,
        details: { comment },
      },
    ],
    outbox: [
      {
        kind: 'request_changed',
        requestId: request.id,
        payload: { generation: revision.generation },
      },
    ],
  };
}

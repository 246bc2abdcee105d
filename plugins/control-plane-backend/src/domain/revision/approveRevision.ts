import { ConflictError } from '@backstage/errors';
import { reconcileJob } from '../reconcile/jobs';
import { withoutCondition } from '../request/conditions';
import { extendLease } from '../request/lease';
import { moveRequest } from '../request/moveRequest';
import { Request } from '../request/Request';
import { RequestEffects, noEffects } from '../request/RequestEffects';
import { showing } from './afterLosing';
import { assertAwaitingDecision } from './assertAwaitingDecision';
import { endRevision } from './endRevision';
import { isOpen, Revision } from './Revision';

/** Who said yes, on which digest, with which words. */
export interface ApprovalGiven {
  /** Entity reference, or `policy:<rule>`. */
  decidedBy: string;
  planDigest: string;
  comment: string;
}

/**
 * What a yes to an open revision does: the next step starts by itself.
 *
 * @remarks
 * A create or update is queued; a deletion ends every other open revision and starts the teardown; an extension counts at once.
 *
 * @throws ConflictError when the revision does not wait for approval, the digest is another, or the request refuses it: whatever has
 * ended stays ended.
 */
export function approveRevision(options: {
  request: Request;
  revision: Revision;
  /** Every other open revision of the request. */
  others: readonly Revision[];
  given: ApprovalGiven;
  now: Date;
}): RequestEffects {
  const { request, revision, given } = options;
  assertAwaitingDecision(revision);
  if (given.planDigest !== revision.planDigest) {
    throw new ConflictError(
      `Generation ${revision.generation} of ${request.id} has another plan than the one decided on: expected the digest ${revision.planDigest}, got ${given.planDigest}. Look at the plan again`,
    );
  }
  const effects = inForce(options);
  return {
    ...effects,
    approvals: [
      {
        requestId: request.id,
        generation: revision.generation,
        decision: 'approve',
        decidedBy: given.decidedBy,
        planDigest: given.planDigest,
        comment: given.comment,
      },
    ],
    audit: [
      {
        actor: given.decidedBy,
        action: 'revision.approved',
        requestId: request.id,
        generation: revision.generation,
        after: given.planDigest,
        details: {
          action: revision.action,
          comment: given.comment,
          phase: effects.request.phase,
        },
      },
      ...effects.audit,
    ],
    outbox: [
      {
        kind: 'decision_taken',
        requestId: request.id,
        payload: {
          generation: revision.generation,
          decision: 'approve',
          decidedBy: given.decidedBy,
        },
      },
      ...effects.outbox,
    ],
  };
}

function inForce(options: {
  request: Request;
  revision: Revision;
  others: readonly Revision[];
  now: Date;
}): RequestEffects {
  const { revision } = options;
  switch (revision.action) {
    case 'create':
    case 'update':
      return publishNext(options);
    case 'delete':
      return tearDownNext(options);
    case 'extend':
      return extendNow(options);
    default: {
      const unreachable: never = revision.action;
      throw new Error(`Unknown action ${unreachable}`);
    }
  }
}

function approvedCondition(revision: Revision) {
  return {
    type: 'Approved' as const,
    status: 'True' as const,
    reason: 'Approved',
    message: `Generation ${revision.generation} (${revision.action}) is approved`,
  };
}

function publishNext(options: {
  request: Request;
  revision: Revision;
  now: Date;
}): RequestEffects {
  const { request, revision, now } = options;
  const approved = moveRequest(request, 'revision_approved', {
    now,
    conditions: [approvedCondition(revision)],
  });
  // An approved request is queued by itself: nobody has to ask for the reconcile.
  const queued =
    approved.phase === 'approved'
      ? moveRequest(approved, 'reconcile_asked', { now })
      : approved;
  return {
    ...noEffects({
      ...showing(queued, revision),
      progress: {
        step: 'publish',
        message: 'Waits for a worker',
        since: now,
      },
    }),
    changedRevisions: [{ ...revision, state: 'approved' }],
    jobs: [reconcileJob(request)],
  };
}

function tearDownNext(options: {
  request: Request;
  revision: Revision;
  others: readonly Revision[];
  now: Date;
}): RequestEffects {
  const { request, revision, others, now } = options;
  // What is on its way to the branch lands first; the teardown follows in generation order.
  const ended = others.filter(isOpen).map(other =>
    endRevision(other, {
      state: 'superseded',
      reason: `Deletion approved as generation ${revision.generation}`,
      now,
    }),
  );
  return {
    ...noEffects({
      ...moveRequest(request, 'deletion_approved', {
        now,
        conditions: [approvedCondition(revision)],
      }),
      progress: {
        step: 'publish',
        message: 'Waits for a worker to remove the manifests',
        since: now,
      },
    }),
    changedRevisions: [{ ...revision, state: 'approved' }, ...ended],
    jobs: [reconcileJob(request)],
  };
}

function extendNow(options: {
  request: Request;
  revision: Revision;
  now: Date;
}): RequestEffects {
  const { request, revision, now } = options;
  const extension = extendLease(request.lease, revision.leaseHours, now);
  if (extension.type === 'above_cap') {
    throw new ConflictError(
      `The lease of ${request.id} may last ${request.lease.maxHours} hours in all: expected at most ${extension.allowedHours} more, got ${revision.leaseHours}`,
    );
  }
  const extended = moveRequest(request, 'extension_approved', {
    now,
    conditions: [approvedCondition(revision)],
  });
  return {
    ...noEffects({
      ...extended,
      lease: extension.lease,
      conditions: withoutCondition(extended.conditions, 'LeaseExpired'),
    }),
    changedRevisions: [{ ...revision, state: 'effective', effectiveAt: now }],
  };
}

import { ApprovalRequirement } from '../approval/ApprovalPolicy';
import { ConditionUpdate } from '../request/conditions';
import { moveRequest } from '../request/moveRequest';
import { Request } from '../request/Request';
import {
  followedBy,
  noEffects,
  RequestEffects,
} from '../request/RequestEffects';
import { afterLosing, publicationUnderWay, showing } from './afterLosing';
import { approveRevision } from './approveRevision';
import { endRevision } from './endRevision';
import { isOpen, ManifestContent, ManifestFile, Revision } from './Revision';

/**
 * What asking for a revision does to a request.
 *
 * @remarks
 * At most one revision a slot is open: the new one supersedes the older one and voids its approvals, and a deletion supersedes all.
 * One whose publication has started is not open any more and is left to finish.
 * Where the class asks for nobody, policy approves in the same breath, recorded like any other approval.
 *
 * @throws ConflictError when the request is being torn down or has ended.
 */
export function submitRevision(options: {
  request: Request;
  revision: Revision;
  manifests: ManifestFile[];
  /** Contents of the files that the team brought, as they came. */
  sources?: readonly ManifestContent[];
  approval: ApprovalRequirement;
  /** Revisions of the request that are not ended and not in force. */
  open: readonly Revision[];
  /** The spec revision that is on the branch by the records, if any. */
  inForce: Revision | undefined;
  actor: string;
  now: Date;
}): RequestEffects {
  const { revision, open, approval } = options;
  const superseded = open.filter(
    other =>
      isOpen(other) &&
      (other.slot === revision.slot || revision.action === 'delete'),
  );
  const proposed = propose({ ...options, superseded });
  if (approval.type === 'person') {
    return proposed;
  }
  const approved = approveRevision({
    request: proposed.request,
    revision: { ...revision, state: 'pending_approval' },
    others: [],
    given: {
      decidedBy: `policy:${approval.rule}`,
      planDigest: revision.planDigest,
      comment: '',
    },
    now: options.now,
  });
  return followedBy(proposed, approved);
}

function awaitingApproval(revision: Revision): ConditionUpdate {
  return {
    type: 'Approved',
    status: 'False',
    reason: 'AwaitingApproval',
    message: `Generation ${revision.generation} (${revision.action}) waits for approval (${revision.approvalRule})`,
  };
}

function propose(options: {
  request: Request;
  revision: Revision;
  manifests: ManifestFile[];
  sources?: readonly ManifestContent[];
  approval: ApprovalRequirement;
  open: readonly Revision[];
  superseded: readonly Revision[];
  inForce: Revision | undefined;
  actor: string;
  now: Date;
}): RequestEffects {
  const { request, revision, approval, superseded, inForce, actor, now } =
    options;
  const waits = approval.type === 'person';
  const proposed = moveRequest(
    { ...request, generation: revision.generation },
    'revision_proposed',
    {
      now,
      // The condition tells of what the branch shall hold; an extension says nothing about that.
      conditions:
        waits && revision.slot === 'spec' ? [awaitingApproval(revision)] : [],
    },
  );
  const underWay = publicationUnderWay(options.open);
  const lostApproval = superseded.some(
    other => other.slot === 'spec' && other.state === 'approved',
  );
  const moved =
    waits && lostApproval
      ? afterLosing(proposed, {
          event: 'approval_lost',
          underWay,
          inForce,
          now,
        })
      : proposed;
  const neverApproved = !inForce && !underWay;
  return {
    // While nothing is approved the request shows what was proposed last.
    ...noEffects(
      neverApproved && revision.action === 'update'
        ? showing(moved, revision)
        : moved,
    ),
    newRevision: {
      revision,
      manifests: options.manifests,
      sources: options.sources,
    },
    changedRevisions: superseded.map(other =>
      endRevision(other, {
        state: 'superseded',
        reason: `Superseded by generation ${revision.generation}`,
        now,
      }),
    ),
    audit: [
      {
        actor,
        action: 'revision.proposed',
        requestId: request.id,
        generation: revision.generation,
        after: revision.planDigest,
        details: {
          action: revision.action,
          reason: revision.reason,
          supersedes: superseded.map(other => other.generation),
        },
      },
    ],
    outbox: [
      {
        kind: waits ? 'approval_wanted' : 'request_changed',
        requestId: request.id,
        payload: { generation: revision.generation, action: revision.action },
      },
    ],
  };
}

import {
  digestText,
  planDigest as digestOf,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Approval, ManifestFile, Revision } from '../revision/Revision';
import { Request } from '../request/Request';

export type ApprovalVerdict =
  | { type: 'valid'; approvedBy: string[] }
  | { type: 'void'; reason: string };

/** The digest of a revision's plan, from the rows and bytes as they are now. */
export function planDigestOf(
  request: Pick<Request, 'id' | 'team' | 'app' | 'region' | 'target'>,
  revision: Revision,
  manifests: ReadonlyArray<Pick<ManifestFile, 'path' | 'digest'>>,
): string {
  return digestOf({
    requestId: request.id,
    generation: revision.generation,
    action: revision.action,
    class: revision.class,
    team: request.team,
    app: request.app,
    region: request.region,
    target: request.target,
    owner: revision.owner,
    source: revision.source,
    labels: revision.labels,
    parameters: revision.parameters,
    manifests: manifests.map(({ path, digest }) => ({ path, digest })),
    cost: revision.cost,
    leaseHours: revision.leaseHours,
  });
}

/**
 * Whether what is about to be published is what was approved.
 *
 * @remarks
 * Judged again right before the commit, from the rows and bytes themselves: an approval counts only for the digest it was given on,
 * and a row that somebody changed since has another digest.
 */
export function evaluateApproval(options: {
  request: Pick<Request, 'id' | 'team' | 'app' | 'region' | 'target'>;
  revision: Revision;
  manifests: ReadonlyArray<Pick<ManifestFile, 'path' | 'content'>>;
  approvals: readonly Approval[];
}): ApprovalVerdict {
  const { request, revision, manifests, approvals } = options;
  // The stored digests are not trusted: what counts are the bytes that would be published.
  const actual = planDigestOf(
    request,
    revision,
    manifests.map(({ path, content }) => ({
      path,
      digest: digestText(content),
    })),
  );
  if (actual !== revision.planDigest) {
    return {
      type: 'void',
      reason: `The plan of generation ${revision.generation} is not the one that was decided on: its digest is ${actual}, expected ${revision.planDigest}`,
    };
  }
  const ofRevision = approvals.filter(
    approval =>
      approval.requestId === request.id &&
      approval.generation === revision.generation,
  );
  if (ofRevision.some(approval => approval.decision === 'reject')) {
    return {
      type: 'void',
      reason: `Generation ${revision.generation} was rejected`,
    };
  }
  const approvedBy = ofRevision
    .filter(approval => approval.planDigest === actual)
    .map(approval => approval.decidedBy);
  return approvedBy.length > 0
    ? { type: 'valid', approvedBy: [...new Set(approvedBy)] }
    : {
        type: 'void',
        reason: `Nobody approved generation ${revision.generation} with the plan digest ${actual}`,
      };
}

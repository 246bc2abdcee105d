import { digestText } from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  Renderer,
  Rendering,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import {
  approvalRequirement,
  ApprovalRequirement,
} from '../domain/approval/ApprovalPolicy';
import { planDigestOf } from '../domain/approval/evaluateApproval';
import { ClassRevision } from '../domain/classes/ClassRevision';
import { Request } from '../domain/request/Request';
import { ManifestFile, Revision } from '../domain/revision/Revision';
import { Target } from '../domain/target/Target';
import { renderTargetOf } from './renderTargetOf';

/** What a revision says, before it is rendered and digested. */
export type ProposedRevision = Pick<
  Revision,
  | 'generation'
  | 'slot'
  | 'action'
  | 'requestedBy'
  | 'requestedAt'
  | 'reason'
  | 'source'
  | 'owner'
  | 'labels'
  | 'parameters'
  | 'leaseHours'
>;

/** The identity that names and paths derive from. */
export type RequestIdentity = Pick<
  Request,
  'id' | 'kind' | 'team' | 'app' | 'region' | 'target'
>;

export interface PlannedRevision {
  revision: Revision;
  manifests: ManifestFile[];
  approval: ApprovalRequirement;
}

/** Renders what a create or update wants in Git. */
export function renderRevision(options: {
  renderer: Renderer;
  identity: RequestIdentity;
  proposed: Pick<
    ProposedRevision,
    'owner' | 'source' | 'labels' | 'parameters'
  >;
  classRevision: ClassRevision;
  target: Target;
}): Rendering {
  const { renderer, identity, proposed, classRevision, target } = options;
  return renderer.render({
    request: {
      id: identity.id,
      kind: identity.kind,
      team: identity.team,
      app: identity.app,
      owner: proposed.owner,
      labels: proposed.labels,
      source: proposed.source,
      parameters: proposed.parameters,
    },
    class: {
      name: classRevision.name,
      digest: classRevision.digest,
      namespaces: classRevision.spec.namespaces,
      quotaProfile: classRevision.spec.quotaProfile,
      policyPacks: classRevision.spec.policyPacks,
    },
    target: renderTargetOf(target),
  });
}

/**
 * A revision with its manifests, its digest and what approval it needs. Pure: the same input gives the same digest.
 *
 * @param options.rendering - absent for revisions that write no manifests (a deletion, an extension).
 */
export function planRevision(options: {
  identity: RequestIdentity;
  proposed: ProposedRevision;
  classRevision: ClassRevision;
  rendering?: Rendering;
  everPublished: boolean;
}): PlannedRevision {
  const { identity, proposed, classRevision, rendering } = options;
  const manifests = (rendering?.files ?? []).map(({ path, content }) => ({
    path,
    content,
    digest: digestText(content),
  }));
  const approval = approvalRequirement({
    approval: classRevision.spec.approval,
    className: classRevision.name,
    action: proposed.action,
    everPublished: options.everPublished,
  });
  const undigested: Revision = {
    ...proposed,
    requestId: identity.id,
    state: approval.type === 'person' ? 'pending_approval' : 'approved',
    class: {
      name: classRevision.name,
      revision: classRevision.revision,
      digest: classRevision.digest,
    },
    planDigest: '',
    objects: (rendering?.objects ?? []).map(object => ({
      ...object,
      namespace: object.namespace ?? '',
    })),
    cost: classRevision.spec.cost,
    approvalRule: approval.rule,
  };
  return {
    revision: {
      ...undigested,
      planDigest: planDigestOf(identity, undigested, manifests),
    },
    manifests,
    approval,
  };
}

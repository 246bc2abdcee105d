import {
  digestText,
  ExtraManifest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
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
import { InvalidFieldsError } from '../domain/errors/InvalidFieldsError';
import { Request } from '../domain/request/Request';
import {
  ManifestContent,
  ManifestFile,
  Revision,
} from '../domain/revision/Revision';
import { Target } from '../domain/target/Target';
import { assertNoSecrets, SecretScan } from './extraManifests';
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
  | 'extraManifests'
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
  /** Contents of the files that the team brought, as they came. */
  sources?: readonly ManifestContent[];
  approval: ApprovalRequirement;
}

/**
 * Renders what a create or update wants in Git.
 *
 * @throws InvalidFieldsError for files of the team that the control plane does not publish.
 */
export function renderRevision(options: {
  renderer: Renderer;
  secretScan: SecretScan;
  identity: RequestIdentity;
  proposed: Pick<
    ProposedRevision,
    'owner' | 'source' | 'labels' | 'parameters'
  >;
  classRevision: ClassRevision;
  target: Target;
  extraManifests: readonly ExtraManifest[];
}): Rendering {
  const { renderer, identity, proposed, classRevision, target } = options;
  const result = renderer.tryRender({
    request: {
      id: identity.id,
      kind: identity.kind,
      team: identity.team,
      app: identity.app,
      owner: proposed.owner,
      labels: proposed.labels,
      source: proposed.source,
      parameters: proposed.parameters,
      extraManifests: [...options.extraManifests],
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
  if (result.type === 'invalid') {
    throw new InvalidFieldsError(result.errors);
  }
  const { rendering } = result;
  assertNoSecrets(options.extraManifests, {
    scan: options.secretScan,
    written: name =>
      rendering.files.find(({ path }) => path === `${rendering.root}/${name}`)
        ?.content,
  });
  return rendering;
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

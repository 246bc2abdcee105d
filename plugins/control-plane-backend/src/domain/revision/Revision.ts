import {
  ClassRef,
  Cost,
  RevisionAction,
  RevisionSlot,
  RevisionState,
  Source,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { JsonObject } from '@backstage/types';

/** One decision on one revision's plan digest. Rows are never changed or removed. */
export interface Approval {
  id: string;
  requestId: string;
  generation: number;
  decision: 'approve' | 'reject';
  /** Entity reference of a user, or `policy:<rule>`. */
  decidedBy: string;
  planDigest: string;
  comment: string;
  decidedAt: Date;
}

/** A text that is stored once by its digest. */
export interface ManifestContent {
  /** `sha256:<hex>` of the content. */
  digest: string;
  content: string;
}

/** One file of a revision, byte for byte what gets published. */
export interface ManifestFile extends ManifestContent {
  path: string;
}

/** A file that the team brought, as it came; what it became is among the revision's manifests. */
export interface ExtraManifestRef {
  name: string;
  /** Of the content as it came. */
  digest: string;
}

/** One object that the manifests hold. */
export interface RevisionObject {
  apiVersion: string;
  kind: string;
  /** Empty for cluster-wide objects. */
  namespace: string;
  name: string;
  /** File in which it stands. */
  path: string;
}

/** One proposed desired state of a request. Immutable but for its state. */
export interface Revision {
  requestId: string;
  generation: number;
  slot: RevisionSlot;
  action: RevisionAction;
  state: RevisionState;
  class: ClassRef;
  planDigest: string;
  requestedBy: string;
  requestedAt: Date;
  reason: string;
  source?: Source;
  owner: string;
  labels: Record<string, string>;
  parameters: JsonObject;
  extraManifests: ExtraManifestRef[];
  /** Every object of the manifests; becomes the request's inventory once published. Stored as JSON with the revision. */
  objects: RevisionObject[];
  /** Hours of the whole lease for a create; hours added for an extend; 0 otherwise. */
  leaseHours: number;
  cost: Cost;
  /** The rule that asks for a person, or that approves by policy. */
  approvalRule: string;
  /** When its operation row was written; from then on it cannot be withdrawn or superseded. */
  publicationStartedAt?: Date;
  effectiveAt?: Date;
  endedAt?: Date;
  endedReason?: string;
}

/** Whether a revision can still be withdrawn, or superseded by a newer one of its slot. */
export function isOpen(revision: Revision): boolean {
  return (
    revision.state === 'pending_approval' ||
    (revision.state === 'approved' &&
      revision.publicationStartedAt === undefined)
  );
}

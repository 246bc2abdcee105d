import {
  RevisionAction,
  RevisionSlot,
  RevisionState,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Revision } from '../../domain/revision/Revision';
import {
  fromDatabaseTime,
  fromNullableDatabaseTime,
} from '../../sql/databaseTime';
import { fromJson, StoredInstant } from './columns';

export interface RevisionRow {
  request_id: string;
  generation: number;
  slot: RevisionSlot;
  action: RevisionAction;
  state: RevisionState;
  class_name: string;
  class_revision: number;
  class_digest: string;
  plan_digest: string;
  requested_by: string;
  requested_at: StoredInstant;
  reason: string;
  source: string | null;
  owner: string;
  labels: string;
  parameters: string;
  extra_manifests: string;
  objects: string;
  lease_hours: number;
  cost_monthly: number;
  cost_currency: string;
  approval_rule: string;
  publication_started_at: StoredInstant | null;
  effective_at: StoredInstant | null;
  ended_at: StoredInstant | null;
  ended_reason: string | null;
}

/** The columns that change after a revision was stored. */
export type RevisionStateColumns = Pick<
  RevisionRow,
  | 'state'
  | 'publication_started_at'
  | 'effective_at'
  | 'ended_at'
  | 'ended_reason'
>;

export function rowToRevision(row: RevisionRow): Revision {
  return {
    requestId: row.request_id,
    generation: row.generation,
    slot: row.slot,
    action: row.action,
    state: row.state,
    class: {
      name: row.class_name,
      revision: row.class_revision,
      digest: row.class_digest,
    },
    planDigest: row.plan_digest,
    requestedBy: row.requested_by,
    requestedAt: fromDatabaseTime(row.requested_at),
    reason: row.reason,
    source: row.source === null ? undefined : fromJson(row.source),
    owner: row.owner,
    labels: fromJson(row.labels),
    parameters: fromJson(row.parameters),
    extraManifests: fromJson(row.extra_manifests),
    objects: fromJson(row.objects),
    leaseHours: row.lease_hours,
    cost: { monthly: row.cost_monthly, currency: row.cost_currency },
    approvalRule: row.approval_rule,
    publicationStartedAt: fromNullableDatabaseTime(row.publication_started_at),
    effectiveAt: fromNullableDatabaseTime(row.effective_at),
    endedAt: fromNullableDatabaseTime(row.ended_at),
    endedReason: row.ended_reason ?? undefined,
  };
}

export function revisionToRow(revision: Revision): RevisionRow {
  return {
    request_id: revision.requestId,
    generation: revision.generation,
    slot: revision.slot,
    action: revision.action,
    class_name: revision.class.name,
    class_revision: revision.class.revision,
    class_digest: revision.class.digest,
    plan_digest: revision.planDigest,
    requested_by: revision.requestedBy,
    requested_at: revision.requestedAt,
    reason: revision.reason,
    source: revision.source ? JSON.stringify(revision.source) : null,
    owner: revision.owner,
    labels: JSON.stringify(revision.labels),
    parameters: JSON.stringify(revision.parameters),
    extra_manifests: JSON.stringify(revision.extraManifests),
    objects: JSON.stringify(revision.objects),
    lease_hours: revision.leaseHours,
    cost_monthly: revision.cost.monthly,
    cost_currency: revision.cost.currency,
    approval_rule: revision.approvalRule,
    ...revisionToStateColumns(revision),
  };
}

export function revisionToStateColumns(
  revision: Revision,
): RevisionStateColumns {
  return {
    state: revision.state,
    publication_started_at: revision.publicationStartedAt ?? null,
    effective_at: revision.effectiveAt ?? null,
    ended_at: revision.endedAt ?? null,
    ended_reason: revision.endedReason ?? null,
  };
}

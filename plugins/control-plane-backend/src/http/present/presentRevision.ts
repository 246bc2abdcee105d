import { toJson } from './toJson';
import {
  Approval as WireApproval,
  Decision as WireDecision,
  Revision as WireRevision,
  RevisionSummary,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Approval, Revision } from '../../domain/revision/Revision';
import { Decision, RevisionView } from '../../services/HistoryService';

export function presentRevisionSummary(revision: Revision): RevisionSummary {
  return {
    generation: revision.generation,
    slot: revision.slot,
    action: revision.action,
    state: revision.state,
    planDigest: revision.planDigest,
    requestedBy: revision.requestedBy,
    requestedAt: revision.requestedAt.toISOString(),
  };
}

export function presentRevision(view: RevisionView): WireRevision {
  const { revision, approvals } = view;
  return {
    ...presentRevisionSummary(revision),
    requestId: revision.requestId,
    class: revision.class,
    reason: revision.reason,
    source: revision.source,
    owner: revision.owner,
    labels: revision.labels,
    parameters: toJson(revision.parameters),
    ...(revision.extraManifests.length > 0
      ? { extraManifests: revision.extraManifests.map(({ name }) => name) }
      : {}),
    leaseHours: revision.leaseHours,
    cost: revision.cost,
    approvalRule: revision.approvalRule,
    approvals: approvals.map(presentApproval),
    endedReason: revision.endedReason,
    endedAt: revision.endedAt?.toISOString(),
    effectiveAt: revision.effectiveAt?.toISOString(),
  };
}

export function presentDecision(decision: Decision): WireDecision {
  const { requestId, team, app, action } = decision;
  return { ...presentApproval(decision), requestId, team, app, action };
}

function presentApproval(approval: Approval): WireApproval {
  return {
    id: approval.id,
    generation: approval.generation,
    decision: approval.decision,
    decidedBy: approval.decidedBy,
    planDigest: approval.planDigest,
    comment: approval.comment,
    decidedAt: approval.decidedAt.toISOString(),
  };
}

import { Approval } from '../../domain/revision/Revision';
import { fromDatabaseTime } from '../../sql/databaseTime';
import { StoredInstant } from './columns';

export interface ApprovalRow {
  id: string;
  request_id: string;
  generation: number;
  decision: Approval['decision'];
  decided_by: string;
  plan_digest: string;
  comment: string;
  decided_at: StoredInstant;
}

export function rowToApproval(row: ApprovalRow): Approval {
  return {
    id: row.id,
    requestId: row.request_id,
    generation: row.generation,
    decision: row.decision,
    decidedBy: row.decided_by,
    planDigest: row.plan_digest,
    comment: row.comment,
    decidedAt: fromDatabaseTime(row.decided_at),
  };
}

export function approvalToRow(
  approval: Omit<Approval, 'decidedAt'>,
): Omit<ApprovalRow, 'decided_at'> {
  return {
    id: approval.id,
    request_id: approval.requestId,
    generation: approval.generation,
    decision: approval.decision,
    decided_by: approval.decidedBy,
    plan_digest: approval.planDigest,
    comment: approval.comment,
  };
}

import { Knex } from 'knex';
import { Approval } from '../../../domain/revision/Revision';
import { DatabaseClock } from '../../../sql/DatabaseClock';
import { ApprovalRow, approvalToRow } from '../../rows/ApprovalRow';
import { tables } from '../../tables';

/** Stores a decision, dated by the database. */
export function insertApproval(
  db: Knex,
  clock: DatabaseClock,
  approval: Omit<Approval, 'decidedAt'>,
) {
  return db<ApprovalRow>(tables.approvals).insert({
    ...approvalToRow(approval),
    decided_at: clock.now(db),
  });
}

import { Knex } from 'knex';
import { Approval } from '../../../domain/revision/Revision';
import { queryRows } from '../../../sql/queryRows';
import { ApprovalRow, rowToApproval } from '../../rows/ApprovalRow';
import { GenerationKey, generationKeys } from './generationKeys';

/** Decisions on revisions, the oldest of a request first. */
export async function listApprovalsOf(
  db: Knex,
  keys: readonly GenerationKey[],
): Promise<Approval[]> {
  if (keys.length === 0) {
    return [];
  }
  const rows = await queryRows<ApprovalRow>(
    db,
    db.raw(
      `select approvals.* from ?
       join approvals
         on approvals.request_id = wanted.request_id and approvals.generation = wanted.generation
       order by approvals.decided_at, approvals.generation, approvals.id`,
      [generationKeys(db, 'wanted', keys)],
    ),
  );
  return rows.map(rowToApproval);
}

import { Knex } from 'knex';
import { listRelation } from '../../../sql/listRelation';
import { queryRows } from '../../../sql/queryRows';

/** Records the head that pending operations are first built on, and returns the ids of those that are pending. */
export async function recordBase(
  db: Knex,
  operationIds: readonly string[],
  base: string,
): Promise<string[]> {
  if (operationIds.length === 0) {
    return [];
  }
  const rows = await queryRows<{ operation_id: string }>(
    db,
    db.raw(
      `update publications set base = coalesce(publications.base, ?)
       from ?
       where publications.operation_id = pushed.operation_id and publications.state = 'pending'
       returning publications.operation_id`,
      [
        base,
        listRelation(db, 'pushed', {
          operation_id: { type: 'text', values: [...operationIds] },
        }),
      ],
    ),
  );
  return rows.map(row => row.operation_id);
}

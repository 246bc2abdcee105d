import { Knex } from 'knex';
import { RequestRow } from '../../rows/RequestRow';
import { tables } from '../../tables';
import { chunksOf } from '../chunksOf';

/**
 * Locks rows until the transaction ends and tells their versions.
 *
 * @remarks
 * In the order of their ids, so that two transactions that lock many wait for each other instead of deadlocking.
 */
export async function lockRequests(
  db: Knex,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const versions = new Map<string, number>();
  for (const chunk of chunksOf([...ids].sort())) {
    const rows = await db<RequestRow>(tables.requests)
      .whereIn('id', chunk)
      .orderBy('id')
      .forUpdate()
      .select('id', 'version');
    rows.forEach(row => versions.set(row.id, row.version));
  }
  return versions;
}

import { Knex } from 'knex';
import { Revision } from '../../../domain/revision/Revision';
import { RevisionRow, rowToRevision } from '../../rows/RevisionRow';
import { tables } from '../../tables';
import { chunksOf } from '../chunksOf';

/** Revisions by request and generation, in no particular order. Keys that name nothing are passed over. */
export async function getManyRevisions(
  db: Knex,
  keys: ReadonlyArray<{ requestId: string; generation: number }>,
): Promise<Revision[]> {
  const found: Revision[] = [];
  for (const chunk of chunksOf(keys)) {
    const rows = await db<RevisionRow>(tables.revisions).whereIn(
      ['request_id', 'generation'],
      chunk.map(key => [key.requestId, key.generation]),
    );
    found.push(...rows.map(rowToRevision));
  }
  return found;
}

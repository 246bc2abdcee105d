import { Knex } from 'knex';
import { Revision } from '../../../domain/revision/Revision';
import { RevisionRow, rowToRevision } from '../../rows/RevisionRow';
import { tables } from '../../tables';
import { chunksOf } from '../chunksOf';

/** Of each request the newest revision of the spec slot that was approved and not ended. Requests without one are passed over. */
export async function getDesiredRevisions(
  db: Knex,
  requestIds: readonly string[],
): Promise<Revision[]> {
  const found: Revision[] = [];
  for (const chunk of chunksOf(requestIds)) {
    const rows = await db<RevisionRow>(tables.revisions)
      .whereIn('request_id', chunk)
      .where(
        'generation',
        db<RevisionRow>({ approved: tables.revisions })
          .max('approved.generation')
          .whereRaw('approved.request_id = revisions.request_id')
          .where('approved.slot', 'spec')
          .whereIn('approved.state', ['approved', 'effective']),
      );
    found.push(...rows.map(rowToRevision));
  }
  return found;
}

import { Knex } from 'knex';
import { Publication } from '../../../domain/publication/Publication';
import { PublicationRow, rowToPublication } from '../../rows/PublicationRow';
import { tables } from '../../tables';
import { chunksOf } from '../chunksOf';

/** The newest publication of each of some generations. Generations that were never published are passed over. */
export async function newestPublications(
  db: Knex,
  keys: ReadonlyArray<{ requestId: string; generation: number }>,
): Promise<Publication[]> {
  const found: Publication[] = [];
  for (const chunk of chunksOf(keys)) {
    const rows = await db<PublicationRow>(tables.publications)
      .whereIn(
        ['request_id', 'generation'],
        chunk.map(key => [key.requestId, key.generation]),
      )
      .where(
        'position',
        db<PublicationRow>({ newer: tables.publications })
          .max('newer.position')
          .whereRaw('newer.request_id = publications.request_id')
          .whereRaw('newer.generation = publications.generation'),
      );
    found.push(...rows.map(rowToPublication));
  }
  return found;
}

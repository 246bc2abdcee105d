import { Knex } from 'knex';
import { Publication } from '../../../domain/publication/Publication';
import { PublicationRow, rowToPublication } from '../../rows/PublicationRow';
import { tables } from '../../tables';
import { chunksOf } from '../chunksOf';

/** The newest publication of what each target shares, by the name of the target. */
export async function newestForTargets(
  db: Knex,
  targets: readonly string[],
): Promise<Map<string, Publication>> {
  const found = new Map<string, Publication>();
  for (const chunk of chunksOf(targets)) {
    const rows = await db<PublicationRow>(tables.publications)
      .whereIn('target', chunk)
      .where(
        'position',
        db<PublicationRow>({ newer: tables.publications })
          .max('newer.position')
          .whereRaw('newer.target = publications.target'),
      );
    for (const row of rows) {
      if (row.target !== null) {
        found.set(row.target, rowToPublication(row));
      }
    }
  }
  return found;
}

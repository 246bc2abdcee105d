import { Knex } from 'knex';
import { DatabaseClock, secondsBetween } from '../../../sql/DatabaseClock';
import { PublicationRow } from '../../rows/PublicationRow';
import { tables } from '../../tables';

/** How much waits to be pushed to a repository, and for how long the oldest has. */
export interface PendingPublications {
  repository: string;
  pending: number;
  oldestSeconds: number;
}

/** Pending publications and the age of the oldest by the database clock, by repository. */
export async function publicationStats(
  db: Knex,
  clock: DatabaseClock,
): Promise<PendingPublications[]> {
  const rows = await db<PublicationRow>(tables.publications)
    .whereRaw(`state = 'pending'`)
    .groupBy('repository')
    .orderBy('repository')
    .select<
      Array<{ repository: string; pending: string | number; age: number }>
    >(
      'repository',
      db.raw('count(*) as pending'),
      db.raw('? as age', [
        secondsBetween(db, db.raw('min(created_at)'), clock.now(db)),
      ]),
    );
  return rows.map(({ repository, pending, age }) => ({
    repository,
    pending: Number(pending),
    oldestSeconds: Math.max(0, age),
  }));
}

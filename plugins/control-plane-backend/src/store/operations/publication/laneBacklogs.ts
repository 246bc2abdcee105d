import { Knex } from 'knex';
import { Publication } from '../../../domain/publication/Publication';
import { fromDatabaseTime } from '../../../sql/databaseTime';
import { LaneBacklog } from '../../PublicationStore';
import { StoredInstant } from '../../rows/columns';
import { PublicationRow, rowToPublication } from '../../rows/PublicationRow';
import { tables } from '../../tables';

interface BacklogRow {
  repository: string;
  pending: string | number;
  failing: string | number;
  oldest: StoredInstant;
}

/** What waits in each lane, from what is pending and nothing else: history costs it nothing. */
export async function listBacklogs(db: Knex): Promise<LaneBacklog[]> {
  const rows = await db<PublicationRow>(tables.publications)
    .whereRaw(`state = 'pending'`)
    .groupBy('repository')
    .orderBy('repository')
    .select<BacklogRow[]>(
      'repository',
      db.raw('count(*) as pending'),
      db.raw('count(retry_at) as failing'),
      db.raw('min(created_at) as oldest'),
    );
  return Promise.all(
    rows.map(async ({ repository, pending, failing, oldest }) => ({
      repository,
      pending: Number(pending),
      failing: Number(failing),
      oldestPendingAt: fromDatabaseTime(oldest),
      lastFailing:
        Number(failing) > 0 ? await lastFailing(db, repository) : undefined,
    })),
  );
}

async function lastFailing(
  db: Knex,
  repository: string,
): Promise<Publication | undefined> {
  const row = await db<PublicationRow>(tables.publications)
    .where({ repository })
    .whereRaw(`state = 'pending'`)
    .whereNotNull('attempted_at')
    .whereNotNull('message')
    .orderBy('attempted_at', 'desc')
    .first();
  return row && rowToPublication(row);
}

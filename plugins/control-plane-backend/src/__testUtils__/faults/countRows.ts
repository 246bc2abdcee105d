import { CampaignDatabase } from '../crash/CampaignDatabase';

/** How many rows have one of the values. */
export async function countRows(
  database: CampaignDatabase,
  table: string,
  where: Record<string, string[]>,
): Promise<number> {
  const [{ count }] = await database.read(knex =>
    Object.entries(where)
      .reduce(
        (query, [column, values]) => query.whereIn(column, values),
        knex(table),
      )
      .count({ count: '*' }),
  );
  return Number(count);
}

/** Jobs that somebody does or will do. */
export function countLiveJobs(database: CampaignDatabase): Promise<number> {
  return countRows(database, 'jobs', { state: ['ready', 'leased'] });
}

export function countReady(database: CampaignDatabase): Promise<number> {
  return countRows(database, 'requests', { phase: ['ready'] });
}

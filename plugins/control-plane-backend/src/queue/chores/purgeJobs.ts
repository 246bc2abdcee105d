import { Knex } from 'knex';
import { DatabaseClock, readDatabaseTime } from '../../sql/DatabaseClock';
import { toDatabaseTime } from '../../sql/databaseTime';
import { queryRows } from '../../sql/queryRows';
import { forUpdateSkipLocked } from '../../sql/skipLocked';
import { firstJobIdOf } from '../JobIds';
import { dropJobLogs } from '../operations/dropJobLogs';

/** Small enough that a purge holds nobody up, large enough to keep pace with a busy queue. */
export const PURGE_BATCH = 1000;

const MILLISECONDS_PER_DAY = 86_400_000;

/** Deletes finished jobs that are older than retention with what they logged, up to {@link PURGE_BATCH} of them; returns how many. */
export async function purgeJobs(
  knex: Knex,
  options: { clock: DatabaseClock; retentionDays: number },
): Promise<number> {
  const now = await readDatabaseTime(knex, options.clock);
  const endedBefore = new Date(
    now.getTime() - options.retentionDays * MILLISECONDS_PER_DAY,
  );
  return await knex.transaction(async tx => {
    const rows = await queryRows<{ id: string }>(
      tx,
      purgeStatement(tx, endedBefore),
    );
    if (rows.length > 0) {
      await dropJobLogs(
        tx,
        rows.map(({ id }) => id),
      );
    }
    return rows.length;
  });
}

/**
 * The whole statement; exported for the test of its plan.
 *
 * @remarks
 * What ended before a time was made before it, so that it is found among the oldest ids and no index on the end is
 * needed, which each job would pay for. A process whose clock is or was ahead makes ids from the future until it starts
 * anew; its jobs stay longer by that much. Jobs that have waited since before that time are walked over each time.
 */
export function purgeStatement(knex: Knex, endedBefore: Date): Knex.Raw {
  return knex.raw(
    `delete from jobs where id in (
       select id from jobs where id < ? and outcome is not null and finished_at < ?
       order by id limit ? ?
     ) returning id`,
    [
      firstJobIdOf(endedBefore),
      toDatabaseTime(knex, endedBefore),
      PURGE_BATCH,
      forUpdateSkipLocked(knex),
    ],
  );
}

import { Knex } from 'knex';
import { DatabaseClock, addSeconds } from '../../sql/DatabaseClock';
import { queryRows } from '../../sql/queryRows';
import { forUpdateSkipLocked } from '../../sql/skipLocked';
import { dropJobLogs } from '../operations/dropJobLogs';

/** Small enough that a purge holds nobody up, large enough to keep pace with a busy queue. */
export const PURGE_BATCH = 1000;

const SECONDS_PER_DAY = 86_400;

/** Deletes finished jobs that are older than retention with what they logged, up to {@link PURGE_BATCH} of them; returns how many. */
export async function purgeJobs(
  knex: Knex,
  options: { clock: DatabaseClock; retentionDays: number },
): Promise<number> {
  return await knex.transaction(async tx => {
    const rows = await queryRows<{ id: string }>(
      tx,
      purgeStatement(tx, options),
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

/** The whole statement; exported for the test of its plan. */
export function purgeStatement(
  knex: Knex,
  options: { clock: DatabaseClock; retentionDays: number },
): Knex.Raw {
  return knex.raw(
    `delete from jobs where id in (
       select id from jobs
       where outcome in ('done', 'dead', 'cancelled') and finished_at < ?
       limit ? ?
     ) returning id`,
    [
      addSeconds(
        knex,
        options.clock.now(knex),
        -options.retentionDays * SECONDS_PER_DAY,
      ),
      PURGE_BATCH,
      forUpdateSkipLocked(knex),
    ],
  );
}

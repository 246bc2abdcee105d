import { Knex } from 'knex';
import { DatabaseClock, readDatabaseTime } from '../../sql/DatabaseClock';
import { toDatabaseTime } from '../../sql/databaseTime';
import { dialectOf } from '../../sql/dialect';
import { listRelation } from '../../sql/listRelation';
import { queryRows } from '../../sql/queryRows';
import { forUpdateSkipLocked } from '../../sql/skipLocked';
import { firstJobIdOf } from '../JobIds';
import {
  MOST_DROPPED,
  dropJobLogs,
  dropSomeJobLogs,
} from '../operations/dropJobLogs';

/** Small enough that a purge holds nobody up, large enough to keep pace with a busy queue. */
export const PURGE_BATCH = 1000;

/** Jobs that one statement deletes on SQLite, which holds up the whole process meanwhile. */
const JOBS_OF_A_STEP = 200;

const MILLISECONDS_PER_DAY = 86_400_000;

/** Runs a transaction again that met another one. */
type Retry = <T>(run: () => Promise<T>) => Promise<T>;

/** Deletes finished jobs that are older than retention with what they logged, up to {@link PURGE_BATCH} of them; returns how many. */
export async function purgeJobs(
  knex: Knex,
  options: {
    clock: DatabaseClock;
    retentionDays: number;
    retry: Retry;
  },
): Promise<number> {
  const { clock, retentionDays, retry } = options;
  const now = await retry(() => readDatabaseTime(knex, clock));
  const endedBefore = new Date(
    now.getTime() - retentionDays * MILLISECONDS_PER_DAY,
  );
  switch (dialectOf(knex)) {
    case 'postgresql':
      return await retry(() => purgeTogether(knex, endedBefore));
    case 'sqlite':
      return await purgeInSteps(knex, endedBefore, retry);
    // no default: dialectOf is total
  }
}

async function purgeTogether(knex: Knex, endedBefore: Date): Promise<number> {
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
 * Deletes the same in bounded statements, each a transaction of its own, and others get their turn between two of them
 * (`sql/takeTurns.ts`). It deletes fewer only when none is left.
 *
 * @remarks
 * The lines of a job go before the job: were a purge to end in between, the next one would still find the job, and by it the
 * lines that are left. A job that somebody replays in between stays, without lines that were past their time.
 */
async function purgeInSteps(
  knex: Knex,
  endedBefore: Date,
  retry: Retry,
): Promise<number> {
  let purged = 0;
  while (purged < PURGE_BATCH) {
    const limit = Math.min(JOBS_OF_A_STEP, PURGE_BATCH - purged);
    const found = await retry(() =>
      queryRows<{ id: string }>(knex, endedStatement(knex, endedBefore, limit)),
    );
    if (found.length === 0) {
      break;
    }
    const ids = found.map(({ id }) => id);
    await dropAllLines(knex, ids, retry);
    const deleted = await retry(() =>
      queryRows<{ id: string }>(knex, deleteStatement(knex, endedBefore, ids)),
    );
    purged += deleted.length;
  }
  return purged;
}

async function dropAllLines(
  knex: Knex,
  jobIds: string[],
  retry: Retry,
): Promise<void> {
  let dropped: number;
  do {
    dropped = await retry(() => dropSomeJobLogs(knex, jobIds));
  } while (dropped === MOST_DROPPED);
}

/** The whole statement; exported for the test of its plan. */
export function purgeStatement(knex: Knex, endedBefore: Date): Knex.Raw {
  return knex.raw('delete from jobs where id in (?) returning id', [
    endedStatement(knex, endedBefore, PURGE_BATCH),
  ]);
}

/** The whole statement; exported for the test of its plan. */
export function deleteStatement(
  knex: Knex,
  endedBefore: Date,
  ids: string[],
): Knex.Raw {
  return knex.raw(
    'delete from jobs where id in (select id from ?) and ? returning id',
    [
      listRelation(knex, 'purged', { id: { type: 'uuid', values: ids } }),
      ended(knex, endedBefore),
    ],
  );
}

/**
 * The oldest jobs that ended before a time: the whole statement; exported for the test of its plan.
 *
 * @remarks
 * What ended before a time was made before it, so that it is found among the oldest ids and no index on the end is
 * needed, which each job would pay for. A process whose clock is or was ahead makes ids from the future until it starts
 * anew; its jobs stay longer by that much. Jobs that have waited since before that time are walked over each time.
 */
export function endedStatement(
  knex: Knex,
  endedBefore: Date,
  limit: number,
): Knex.Raw {
  return knex.raw(
    'select id from jobs where id < ? and ? order by id limit ? ?',
    [
      firstJobIdOf(endedBefore),
      ended(knex, endedBefore),
      limit,
      forUpdateSkipLocked(knex),
    ],
  );
}

/** The condition that a job ended before a time. */
function ended(knex: Knex, before: Date): Knex.Raw {
  return knex.raw('outcome is not null and finished_at < ?', [
    toDatabaseTime(knex, before),
  ]);
}

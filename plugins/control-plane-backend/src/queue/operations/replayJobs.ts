import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { Job } from '../../domain/job/Job';
import { ReplayFilter, ReplayResult } from '../../domain/job/replay';
import { DatabaseClock } from '../../sql/DatabaseClock';
import { isUniqueViolation } from '../../sql/databaseErrors';
import { dialectOf } from '../../sql/dialect';
import { queryRows } from '../../sql/queryRows';
import { JobRow, rowToJob } from '../jobRow';
import { endedAs } from './endedAs';
import { isLastOfKey } from './lastOfKey';

/**
 * Jobs that one call replays at most on SQLite: a transaction there holds up the whole process, and each job costs it more
 * than this statement, e.g. what the audit tells of it.
 */
export const MOST_REPLAYED_ON_SQLITE = 100;

/** How often a replay begins anew because an enqueue of one of its keys came in between. */
const TRIES = 3;

/**
 * Makes many dead or cancelled jobs ready again with their attempts reset, those that ended first before others, and
 * counts what it left.
 *
 * @remarks
 * Only the last job of a kind and key can run again. What a later one has followed stays as it is: that one lives, did
 * the work, failed at it too, or was cancelled by somebody who meant it.
 *
 * @throws ConflictError when enqueues of the same keys kept coming in between; nothing is replayed then.
 */
export async function replayJobs(
  tx: Knex.Transaction,
  filter: ReplayFilter,
  options: { clock: DatabaseClock },
): Promise<ReplayResult> {
  const replayed = await replay(tx, filter, options.clock);
  const [{ ended, replayable }] = await queryRows<
    Record<'ended' | 'replayable', string | number>
  >(
    tx,
    tx.raw(
      `select count(*) as ended, coalesce(sum(case when :replayable then 1 else 0 end), 0) as replayable
       from jobs as ended where :asked`,
      { replayable: isLastOfKey(tx, 'ended'), asked: asked(tx, filter) },
    ),
  );
  return {
    replayed,
    left: Number(replayable),
    superseded: Number(ended) - Number(replayable),
  };
}

async function replay(
  tx: Knex.Transaction,
  filter: ReplayFilter,
  clock: DatabaseClock,
): Promise<Job[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      // A savepoint: on PostgreSQL a failed statement would take the whole transaction with it.
      return await tx.transaction(async inner => {
        const rows = await queryRows<JobRow>(
          inner,
          replayStatement(inner, filter, clock),
        );
        return rows.map(rowToJob);
      });
    } catch (error) {
      if (!isUniqueViolation(error)) {
        throw error;
      }
      if (attempt === TRIES) {
        throw new ConflictError(
          'Expected to replay jobs whose keys nobody enqueues, but each time somebody did meanwhile; ask again',
          error,
        );
      }
    }
  }
}

/** The whole statement; exported for the test of its plan. */
export function replayStatement(
  knex: Knex,
  filter: ReplayFilter,
  clock: DatabaseClock,
): Knex.Raw {
  return knex.raw(
    `with picked as (
       select ended.id from jobs as ended where :asked and :replayable
       order by ended.finished_at, ended.id limit :limit
     )
     update jobs set outcome = null, attempt = 0, run_at = :now, finished_at = null, waits_for = null
     where id in (select id from picked) and outcome = :state
     returning *`,
    {
      asked: asked(knex, filter),
      replayable: isLastOfKey(knex, 'ended'),
      limit:
        dialectOf(knex) === 'sqlite'
          ? Math.min(filter.limit, MOST_REPLAYED_ON_SQLITE)
          : filter.limit,
      now: clock.now(knex),
      state: filter.state,
    },
  );
}

/** The condition on what ended that the filter asks for. */
function asked(knex: Knex, filter: ReplayFilter): Knex.Raw {
  const { state, kind, group, limitKey } = filter;
  const columns = Object.entries({
    kind,
    group_key: group,
    limit_key: limitKey,
  }).flatMap(([column, value]) =>
    value === undefined ? [] : [{ column, value }],
  );
  return knex.raw(
    ['?', ...columns.map(({ column }) => `ended.${column} = ?`)].join(' and '),
    [endedAs(knex, state, 'ended'), ...columns.map(({ value }) => value)],
  );
}

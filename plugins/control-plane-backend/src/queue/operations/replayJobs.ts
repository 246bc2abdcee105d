import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { Job } from '../../domain/job/Job';
import { ReplayFilter, ReplayResult } from '../../domain/job/replay';
import { DatabaseClock } from '../../sql/DatabaseClock';
import { isUniqueViolation } from '../../sql/databaseErrors';
import { queryRows } from '../../sql/queryRows';
import { JobRow, rowToJob } from '../jobRow';

/** How often a replay begins anew because an enqueue of one of its keys came in between. */
const TRIES = 3;

/**
 * Makes many dead or cancelled jobs ready again with their attempts reset, those that ended first before others, and
 * counts what it left.
 *
 * @remarks
 * Of several that ended under one kind and key only the newest can run again, and none while a live one exists: a kind
 * and key has one live job. The others stay as they are.
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
      `with :ended select count(*) as ended, coalesce(sum(case when :replayable then 1 else 0 end), 0) as replayable
       from ended`,
      { ended: endedExpression(tx, filter), replayable: tx.raw(REPLAYABLE) },
    ),
  );
  return {
    replayed,
    left: Number(replayable),
    superseded: Number(ended) - Number(replayable),
  };
}

const REPLAYABLE = `ended.newness = 1 and not exists (
  select 1 from jobs as live
  where live.kind = ended.kind and live.key = ended.key and live.outcome is null
)`;

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
    `with :ended, picked as (
       select id from ended where :replayable order by finished_at, id limit :limit
     )
     update jobs set outcome = null, attempt = 0, run_at = :now, finished_at = null, waits_for = null
     where id in (select id from picked) and outcome = :state
     returning *`,
    {
      ended: endedExpression(knex, filter),
      replayable: knex.raw(REPLAYABLE),
      limit: filter.limit,
      now: clock.now(knex),
      state: filter.state,
    },
  );
}

/** What ended in the state asked for; `newness` is 1 for the newest of each kind and key. */
function endedExpression(knex: Knex, filter: ReplayFilter): Knex.Raw {
  const { kind, group } = filter;
  return knex.raw(
    `ended as (
       select id, kind, key, finished_at,
         row_number() over (partition by kind, key order by id desc) as newness
       from jobs
       where outcome = ?
         ${kind === undefined ? '' : 'and kind = ?'} ${
      group === undefined ? '' : 'and group_key = ?'
    }
     )`,
    [filter.state, kind, group].filter(value => value !== undefined),
  );
}

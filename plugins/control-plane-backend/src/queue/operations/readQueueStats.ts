import { Knex } from 'knex';
import { JobState } from '../../domain/job/Job';
import { DatabaseClock, secondsBetween } from '../../sql/DatabaseClock';
import { queryRows } from '../../sql/queryRows';
import { QueueStats } from '../JobQueue';
import { endedAs } from './endedAs';
import { isLastOfKey } from './lastOfKey';
import { runningJobs } from './leases';
import { notPaused } from './pauses';

/** Counts what waits, runs and is dead for good. History is not counted: the cost would grow with its size. */
export async function readQueueStats(
  knex: Knex,
  options: { clock: DatabaseClock },
): Promise<QueueStats> {
  const rows = await queryRows<{
    kind: string;
    state: JobState;
    count: string | number;
    paused: string | number;
    oldest_due_seconds: number | null;
  }>(
    knex,
    knex.raw(
      `select kind, 'leased' as state, count(*) as count, 0 as paused,
         cast(null as double precision) as oldest_due_seconds
       from :running group by kind
       union all
       select kind, outcome, count(*), 0, cast(null as double precision)
       from jobs as dead where :isDead and :last group by kind, outcome
       union all
       select kind, 'ready', sum(jobs), sum(case when :open then 0 else jobs end), :waited
       from (
         select kind, group_key, limit_key, count(*) as jobs, min(run_at) as oldest
         from jobs where outcome is null and ticket is null group by kind, group_key, limit_key
       ) as ready_lanes group by kind`,
      {
        running: runningJobs(knex),
        isDead: endedAs(knex, 'dead', 'dead'),
        last: isLastOfKey(knex, 'dead'),
        open: notPaused(knex, 'ready_lanes'),
        // Without a pause this is the minimum; a paused lane has no say in it, as nobody means its jobs to run.
        waited: secondsBetween(
          knex,
          knex.raw('min(case when ? then oldest end)', [
            notPaused(knex, 'ready_lanes'),
          ]),
          options.clock.now(knex),
        ),
      },
    ),
  );
  return {
    byKind: rows.map(row => ({
      kind: row.kind,
      state: row.state,
      count: Number(row.count),
    })),
    oldestDueSeconds: Math.max(
      0,
      ...rows.map(row => row.oldest_due_seconds ?? 0),
    ),
    paused: rows
      .map(({ kind, paused }) => ({ kind, count: Number(paused) }))
      .filter(({ count }) => count > 0),
  };
}

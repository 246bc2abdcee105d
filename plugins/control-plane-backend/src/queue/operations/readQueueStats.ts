import { Knex } from 'knex';
import { JobState } from '../../domain/job/Job';
import { DatabaseClock, secondsBetween } from '../../sql/DatabaseClock';
import { queryRows } from '../../sql/queryRows';
import { QueueStats } from '../JobQueue';

/** Counts what waits, runs and is dead. History is not counted: the cost would grow with its size. */
export async function readQueueStats(
  knex: Knex,
  options: { clock: DatabaseClock },
): Promise<QueueStats> {
  const rows = await queryRows<{
    kind: string;
    state: JobState;
    count: string | number;
    oldest_due_seconds: number | null;
  }>(
    knex,
    knex.raw(
      `select kind, state, count(*) as count, cast(null as double precision) as oldest_due_seconds
       from jobs where state = 'leased' group by kind, state
       union all
       select kind, state, count(*), cast(null as double precision) from jobs where state = 'dead' group by kind, state
       union all
       select kind, state, count(*), :waited from jobs where state = 'ready' group by kind, state`,
      {
        waited: secondsBetween(
          knex,
          knex.raw('min(run_at)'),
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
  };
}

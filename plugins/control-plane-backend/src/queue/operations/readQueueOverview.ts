import { Knex } from 'knex';
import { DatabaseClock, secondsBetween } from '../../sql/DatabaseClock';
import { fromDatabaseTime } from '../../sql/databaseTime';
import { queryRows } from '../../sql/queryRows';
import { GroupBacklog, KindBacklog, QueueOverview } from '../JobQueue';
import { endedAs } from './endedAs';
import { isLastOfKey } from './lastOfKey';
import { runningJobs } from './leases';
import { notPaused } from './pauses';

/** Groups that are told of, those with the most waiting jobs first. */
const MOST_GROUPS = 50;

type Count = string | number;

/**
 * What waits, runs and is dead, by kind and by group.
 *
 * @remarks
 * Reads the partial indices of the live and of the dead, and the leases; what is done costs it nothing.
 */
export async function readQueueOverview(
  knex: Knex,
  options: { clock: DatabaseClock },
): Promise<QueueOverview> {
  const [{ now }] = await queryRows<{ now: unknown }>(
    knex,
    knex.raw('select ? as now', [options.clock.now(knex)]),
  );
  const kinds = await queryRows<
    { kind: string; oldest_due_seconds: number | null } & Record<
      'due' | 'paused' | 'delayed' | 'running' | 'dead',
      Count
    >
  >(knex, kindsStatement(knex, options));
  const groups = await queryRows<{
    group_key: string;
    waiting: Count;
    running: Count;
  }>(knex, groupsStatement(knex));
  return {
    observedAt: fromDatabaseTime(now),
    kinds: kinds.map(
      (row): KindBacklog => ({
        kind: row.kind,
        due: Number(row.due),
        paused: Number(row.paused),
        delayed: Number(row.delayed),
        running: Number(row.running),
        dead: Number(row.dead),
        oldestDueSeconds:
          row.oldest_due_seconds === null
            ? undefined
            : Math.max(0, row.oldest_due_seconds),
      }),
    ),
    groups: groups.map(
      (row): GroupBacklog => ({
        group: row.group_key,
        waiting: Number(row.waiting),
        running: Number(row.running),
      }),
    ),
  };
}

/** The whole statement; exported for the test of its plan. */
export function kindsStatement(
  knex: Knex,
  options: { clock: DatabaseClock },
): Knex.Raw {
  const now = options.clock.now(knex);
  return knex.raw(
    `with due_lanes as (
       select kind, group_key, limit_key, count(*) as jobs, min(run_at) as oldest
       from jobs where outcome is null and ticket is null and run_at <= :now group by kind, group_key, limit_key
     )
     select kind, sum(due) as due, sum(paused) as paused, sum(delayed) as delayed, sum(running) as running,
       sum(dead) as dead, max(waited) as oldest_due_seconds
     from (
       select kind, sum(jobs) as due, 0 as paused, 0 as delayed, 0 as running, 0 as dead, :waited as waited
       from due_lanes where :open group by kind
       union all
       select kind, 0, sum(jobs), 0, 0, 0, cast(null as double precision)
       from due_lanes where not :open group by kind
       union all
       select kind, 0, 0, count(*), 0, 0, cast(null as double precision)
       from jobs where outcome is null and ticket is null and run_at > :now group by kind
       union all
       select kind, 0, 0, 0, count(*), 0, cast(null as double precision) from :running group by kind
       union all
       select kind, 0, 0, 0, 0, count(*), cast(null as double precision)
       from jobs as dead where :isDead and :last group by kind
     ) as counted
     group by kind order by kind`,
    {
      now,
      running: runningJobs(knex),
      isDead: endedAs(knex, 'dead', 'dead'),
      last: isLastOfKey(knex, 'dead'),
      open: notPaused(knex, 'due_lanes'),
      waited: secondsBetween(knex, knex.raw('min(oldest)'), now),
    },
  );
}

/** The whole statement; exported for the test of its plan. */
export function groupsStatement(knex: Knex): Knex.Raw {
  return knex.raw(
    `select group_key, sum(waiting) as waiting, sum(running) as running
     from (
       select group_key, count(*) as waiting, 0 as running from jobs where outcome is null and ticket is null group by group_key
       union all
       select group_key, 0, count(*) from ? group by group_key
     ) as counted
     group by group_key order by 2 desc, 1 limit ?`,
    [runningJobs(knex), MOST_GROUPS],
  );
}

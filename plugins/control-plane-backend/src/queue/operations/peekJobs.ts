import { Knex } from 'knex';
import { DatabaseClock, secondsBetween } from '../../sql/DatabaseClock';
import { joinTopRows } from '../../sql/joinTopRows';
import { queryRowsPrepared } from '../../sql/queryRows';
import { lanesExpression } from './lanes';
import { notPaused } from './pauses';

export interface QueuePeek {
  /** Seconds until the next waiting job is due, negative when one is; absent when none waits but for what is paused. */
  nextDueSeconds?: number;
  /** Whether a lease ran out. */
  leaseRanOut: boolean;
}

/** Tells, in one statement that writes nothing, whether and when there is something to do for the kinds asked for. */
export async function peekJobs(
  knex: Knex,
  options: { clock: DatabaseClock; kinds: string[] },
): Promise<QueuePeek> {
  const [row] = await queryRowsPrepared<{
    next_due_seconds: number | null;
    lease_ran_out: number;
  }>(knex, peekStatement(knex, options));
  return {
    ...(row.next_due_seconds !== null && {
      nextDueSeconds: row.next_due_seconds,
    }),
    leaseRanOut: row.lease_ran_out === 1,
  };
}

/** The whole statement; exported for the test of its plan. */
export function peekStatement(
  knex: Knex,
  options: { clock: DatabaseClock; kinds: string[] },
): Knex.Raw {
  const now = options.clock.now(knex);
  return knex.raw(
    `with recursive ?, heads as (
       select head.run_at from lanes ?
       where lanes.kind in (${options.kinds.map(() => '?').join(', ')}) and ?
     )
     select
       (select ? from heads) as next_due_seconds,
       case when exists (select 1 from job_leases where lease_until <= ?) then 1 else 0 end
         as lease_ran_out`,
    [
      lanesExpression(knex),
      joinTopRows(knex, {
        table: 'jobs',
        id: 'id',
        alias: 'head',
        columns: ['run_at'],
        top: knex.raw(
          `where inner_head.outcome is null and inner_head.ticket is null
             and inner_head.kind = lanes.kind
             and inner_head.group_key = lanes.group_key
             and inner_head.limit_key = lanes.limit_key
             and inner_head.priority = lanes.priority
           order by inner_head.run_at
           limit 1`,
        ),
      }),
      ...options.kinds,
      notPaused(knex, 'lanes'),
      secondsBetween(knex, now, knex.raw('min(heads.run_at)')),
      now,
    ],
  );
}

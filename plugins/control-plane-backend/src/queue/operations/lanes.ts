import { Knex } from 'knex';
import { joinTopRows } from '../../sql/joinTopRows';

/**
 * The lanes that hold live jobs, as a common table expression `lanes`; goes behind `with recursive`.
 *
 * @remarks
 * A lane is a kind, group, limit key and priority, the columns that lead the index `jobs_live_lane`. Within a lane the
 * index has jobs by due time, so that those which are due come first. The recursion hops from the first job of one lane
 * to the first of the next: its cost is that of as many index probes as there are lanes, whether a lane holds one job
 * or ten thousand, due or far from it.
 *
 * No column is ever null: `coalesce` is there because SQLite seeks by only the first column of a row comparison when
 * both sides are columns, and would read all jobs of a kind.
 */
export function lanesExpression(knex: Knex): Knex.Raw {
  return knex.raw(
    `lanes as (
       select * from (
         select kind, group_key, limit_key, priority from jobs where outcome is null
         order by kind, group_key, limit_key, priority limit 1
       ) as first_lane
       union all
       select next_lane.kind, next_lane.group_key, next_lane.limit_key, next_lane.priority
       from lanes :nextLane
     )`,
    {
      nextLane: joinTopRows(knex, {
        table: 'jobs',
        id: 'id',
        alias: 'next_lane',
        columns: ['kind', 'group_key', 'limit_key', 'priority'],
        top: knex.raw(
          `where inner_next_lane.outcome is null
             and (inner_next_lane.kind, inner_next_lane.group_key, inner_next_lane.limit_key, inner_next_lane.priority)
               > (coalesce(lanes.kind, ''), coalesce(lanes.group_key, ''), coalesce(lanes.limit_key, ''), coalesce(lanes.priority, 0))
           order by inner_next_lane.kind, inner_next_lane.group_key, inner_next_lane.limit_key, inner_next_lane.priority
           limit 1`,
        ),
      }),
    },
  );
}

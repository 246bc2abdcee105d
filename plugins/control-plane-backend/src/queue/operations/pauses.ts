import { Knex } from 'knex';
import {
  HeldPause,
  Pause,
  PauseName,
  PauseScope,
} from '../../domain/job/Pause';
import { DatabaseClock } from '../../sql/DatabaseClock';
import { fromDatabaseTime } from '../../sql/databaseTime';
import { queryRows } from '../../sql/queryRows';

interface PauseRow {
  scope: PauseScope;
  name: string;
  reason: string;
  paused_by: string;
  paused_at: unknown;
}

/**
 * The condition that no pause holds a lane, or anything else with the columns `kind`, `group_key` and `limit_key`.
 *
 * @remarks
 * It does not depend on the row but for the three names, so the database reads the pauses once a statement and looks
 * names up in memory: many lanes cost no more than before.
 */
export function notPaused(knex: Knex, alias: string): Knex.Raw {
  return knex.raw(
    `(${(
      [
        ['kind', 'kind'],
        ['group', 'group_key'],
        ['limit', 'limit_key'],
      ] as const
    )
      .map(
        ([scope, column]) =>
          `${alias}.${column} not in (select name from job_pauses where scope = '${scope}')`,
      )
      .join(' and ')})`,
  );
}

/** Those that hold now, the oldest first. */
export async function listPauses(knex: Knex): Promise<Pause[]> {
  const rows = await knex<PauseRow>('job_pauses').orderBy([
    'paused_at',
    'scope',
    'name',
  ]);
  return rows.map(rowToPause);
}

/** As {@link listPauses}, with how much each holds up. */
export async function countHeld(knex: Knex): Promise<HeldPause[]> {
  const rows = await queryRows<PauseRow & { jobs: string | number }>(
    knex,
    knex.raw(
      `with ready_lanes as (
         select kind, group_key, limit_key, count(*) as jobs
         from jobs where outcome is null and ticket is null group by kind, group_key, limit_key
       )
       select job_pauses.*, coalesce((
         select sum(jobs) from ready_lanes
         where job_pauses.name = case job_pauses.scope
           when 'kind' then ready_lanes.kind when 'group' then ready_lanes.group_key else ready_lanes.limit_key end
       ), 0) as jobs
       from job_pauses order by paused_at, scope, name`,
    ),
  );
  return rows.map(row => ({ ...rowToPause(row), jobs: Number(row.jobs) }));
}

/** Pauses, or gives a pause that holds already a new reason. */
export async function pauseJobs(
  tx: Knex.Transaction,
  pause: Omit<Pause, 'at'>,
  options: { clock: DatabaseClock },
): Promise<Pause> {
  const [row] = await queryRows<PauseRow>(
    tx,
    tx.raw(
      `insert into job_pauses (scope, name, reason, paused_by, paused_at) values (?, ?, ?, ?, ?)
       on conflict (scope, name) do update set reason = excluded.reason, paused_by = excluded.paused_by
       returning *`,
      [pause.scope, pause.name, pause.reason, pause.by, options.clock.now(tx)],
    ),
  );
  return rowToPause(row);
}

/** Ends a pause; returns what it was, or undefined when there was none. */
export async function resumeJobs(
  tx: Knex.Transaction,
  { scope, name }: PauseName,
): Promise<Pause | undefined> {
  const [row] = await queryRows<PauseRow>(
    tx,
    tx.raw('delete from job_pauses where scope = ? and name = ? returning *', [
      scope,
      name,
    ]),
  );
  return row && rowToPause(row);
}

function rowToPause(row: PauseRow): Pause {
  return {
    scope: row.scope,
    name: row.name,
    reason: row.reason,
    by: row.paused_by,
    at: fromDatabaseTime(row.paused_at),
  };
}

import { Knex } from 'knex';
import { WaitingLane } from '../../domain/job/shareOut';
import { DatabaseClock } from '../../sql/DatabaseClock';
import { epochMilliseconds } from '../../sql/databaseTime';
import { joinTopRows } from '../../sql/joinTopRows';
import { queryRowsPrepared } from '../../sql/queryRows';
import { lanesExpression } from './lanes';
import { runningJobs } from './leases';
import { notPaused } from './pauses';

/** However few jobs are wanted, a survey counts at least this many of each lane: it serves several claims. */
const SHALLOWEST = 8;

/** A survey counts about this many due jobs for each that is wanted, however the lanes differ in length. */
const COUNTED_PER_JOB = 8;

export interface LaneSurvey {
  /** The lanes with jobs that are due and not paused; `due` is counted only as far as somebody may take them. */
  lanes: WaitingLane[];
  /** Jobs that run, by group. */
  runningOfGroup: Map<string, number>;
  /** The same by limit key. */
  runningOfLimit: Map<string, number>;
}

export interface SurveyOptions {
  clock: DatabaseClock;
  kinds: string[];
  /** Jobs that are about to be claimed. */
  wanted: number;
}

/**
 * Tells what is due in which lane and what runs, without touching a job.
 *
 * @remarks
 * While somebody holds an old snapshot, PostgreSQL keeps the rows that jobs left behind, and what looks for a lane's first
 * job walks over them. So that is done once: what is counted is counted from the first job on, claims begin there or further
 * on, and leases that ran out long ago are not looked at.
 */
export async function surveyLanes(
  knex: Knex,
  options: SurveyOptions,
): Promise<LaneSurvey> {
  const rows = await queryRowsPrepared<SurveyRow>(
    knex,
    surveyStatement(knex, options),
  );
  const survey: LaneSurvey = {
    lanes: [],
    runningOfGroup: new Map(),
    runningOfLimit: new Map(),
  };
  for (const row of rows) {
    if (row.kind !== null) {
      survey.lanes.push({
        kind: row.kind,
        group: row.group_key,
        limitKey: row.limit_key,
        priority: Number(row.priority),
        due: Number(row.jobs),
        first: { runAt: Number(row.first_run_at), id: row.first_id ?? '' },
      });
    } else {
      add(survey.runningOfGroup, row.group_key, Number(row.jobs));
      add(survey.runningOfLimit, row.limit_key, Number(row.jobs));
    }
  }
  return survey;
}

interface SurveyRow {
  /** Null in the rows that count what runs. */
  kind: string | null;
  group_key: string;
  limit_key: string;
  priority: number | string | null;
  jobs: number | string;
  first_run_at: number | null;
  first_id: string | null;
}

/** The whole statement; exported for the test of its plan. */
export function surveyStatement(
  knex: Knex,
  { clock, kinds, wanted }: SurveyOptions,
): Knex.Raw {
  const now = clock.now(knex);
  const inLane = (alias: string) => `${alias}.outcome is null
    and ${alias}.ticket is null
    and ${alias}.kind = open_lanes.kind
    and ${alias}.group_key = open_lanes.group_key
    and ${alias}.limit_key = open_lanes.limit_key
    and ${alias}.priority = open_lanes.priority
    and ${alias}.run_at <= ?`;
  return knex.raw(
    `with recursive ?, open_lanes as (
       select kind, group_key, limit_key, priority from lanes
       where kind in (${kinds.map(() => '?').join(', ')}) and ?
     ),
     depth as (select cast(? + ? / count(*) as integer) as jobs from open_lanes)
     select open_lanes.kind, open_lanes.group_key, open_lanes.limit_key, open_lanes.priority,
       (select count(*) from (
         select 1 from jobs as counted
         where ${inLane('counted')}
           and (counted.run_at, counted.id) >= (first_job.run_at, first_job.id)
         order by counted.run_at, counted.id limit (select jobs from depth)
       ) as due_jobs) as jobs,
       ${epochMilliseconds(
         knex,
         'first_job.run_at',
       )} as first_run_at, first_job.id as first_id
     from open_lanes ?
     union all
     select null, group_key, limit_key, null, count(*), null, null
     from ? where job_leases.lease_until > ? group by group_key, limit_key`,
    [
      lanesExpression(knex),
      ...kinds,
      notPaused(knex, 'lanes'),
      SHALLOWEST,
      COUNTED_PER_JOB * wanted,
      now,
      joinTopRows(knex, {
        table: 'jobs',
        id: 'id',
        alias: 'first_job',
        columns: ['id', 'run_at'],
        top: knex.raw(
          `where ${inLane(
            'inner_first_job',
          )} order by inner_first_job.run_at, inner_first_job.id limit 1`,
          [now],
        ),
      }),
      runningJobs(knex),
      now,
    ],
  );
}

function add(counts: Map<string, number>, key: string, jobs: number): void {
  counts.set(key, (counts.get(key) ?? 0) + jobs);
}

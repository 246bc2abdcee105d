import { Knex } from 'knex';
import { ClaimedJob } from '../../domain/job/Job';
import { DatabaseClock, addSeconds } from '../../sql/DatabaseClock';
import { dialectOf } from '../../sql/dialect';
import { joinTopRows } from '../../sql/joinTopRows';
import { listRelation } from '../../sql/listRelation';
import { lockTransaction } from '../../sql/lockTransaction';
import { queryRows } from '../../sql/queryRows';
import { forUpdateSkipLocked } from '../../sql/skipLocked';
import { JobRow, rowToClaimedJob } from '../jobRow';
import { lanesExpression } from './lanes';
import { notPaused } from './pauses';

/** Candidates beyond what is asked for, so that claims which run at the same time find jobs that others left. */
const SPARE_CANDIDATES = 32;

/** However many lanes there are, a claim looks at about this many candidates for each job that it takes. */
const CANDIDATES_PER_JOB = 16;

export interface ClaimOptions {
  owner: string;
  /** Stamped on every job of the claim; together with a job's id it names one attempt. */
  ticket: string;
  limit: number;
  kinds: string[];
  clock: DatabaseClock;
  leaseSeconds: number;
  limits: Readonly<Record<string, number>>;
}

/**
 * Takes due jobs in fair order and leases them; returns them by priority, then age.
 *
 * @remarks
 * The protocol, in one statement:
 *
 * 1. Find the lanes (see `lanesExpression`) of the kinds asked for, without those that are paused or whose limit is
 *    used up.
 * 2. From each lane take the jobs that have been due longest: the candidates. Their number is bounded, so a group with
 *    ten thousand waiting jobs costs no more than one with fifty. With very many lanes a claim may return fewer jobs
 *    than are due; the worker claims again as long as it gets any.
 * 3. Give each candidate its turn: the number of jobs of its group that run, plus its place in its group by priority,
 *    then age. Lower turns first, then age: groups share what runs evenly, and a group that runs nothing comes before
 *    all that do.
 * 4. Within a limit key only as many candidates stay, by turn, as the limit has left, and turns are given anew.
 * 5. Lock the jobs by turn, pass over those that a claim beside this one holds, and lease them.
 *
 * Two claims beside each other could each take the last place of a limit; claims therefore go one at a time, for the
 * milliseconds they last, when limits are configured.
 */
export async function claimJobs(
  knex: Knex,
  options: ClaimOptions,
): Promise<ClaimedJob[]> {
  if (options.limit < 1 || options.kinds.length === 0) {
    return [];
  }
  const rows = hasLimits(options)
    ? await knex.transaction(async tx => {
        await lockTransaction(tx, 'jobs.claim');
        return await queryRows<JobRow>(tx, claimStatement(tx, options));
      })
    : await queryRows<JobRow>(knex, claimStatement(knex, options));
  return rows.map(rowToClaimedJob).sort(byPriorityThenAge);
}

/** The database returns what it updated in no order. */
function byPriorityThenAge(a: ClaimedJob, b: ClaimedJob): number {
  return (
    b.priority - a.priority ||
    a.runAt.getTime() - b.runAt.getTime() ||
    (a.id < b.id ? -1 : 1)
  );
}

/** The whole statement; exported for the test of its plan. */
export function claimStatement(knex: Knex, options: ClaimOptions): Knex.Raw {
  const now = options.clock.now(knex);
  return knex.raw(
    `with recursive :lanes, :running, :candidates, :picks,
     claimed as (:locked)
     update jobs set
       state = 'leased',
       attempt = jobs.attempt + 1,
       claimed_at = :now,
       lease_owner = :owner,
       ticket = :ticket,
       lease_until = :leaseUntil,
       waits_for = null
     where jobs.id in (select id from claimed)
     returning *`,
    {
      lanes: lanesExpression(knex),
      running: runningExpression(knex, options),
      candidates: candidatesExpression(knex, options),
      picks: picksExpression(knex, options),
      locked: lockedSelect(knex, options),
      now,
      owner: options.owner,
      ticket: options.ticket,
      leaseUntil: addSeconds(knex, now, options.leaseSeconds),
    },
  );
}

/** How many jobs run by group and limit key, and what is left of each limit. */
function runningExpression(knex: Knex, options: ClaimOptions): Knex.Raw {
  const running = knex.raw(
    `running as (
       select group_key, limit_key, count(*) as jobs from jobs where state = 'leased' group by group_key, limit_key
     ),
     running_groups as (select group_key, sum(jobs) as jobs from running group by group_key)`,
  );
  if (!hasLimits(options)) {
    return running;
  }
  const limits = Object.entries(options.limits);
  return knex.raw(
    `?, capacity as (
       select limits.limit_key, limits.most - coalesce(
         (select sum(running.jobs) from running where running.limit_key = limits.limit_key), 0) as free
       from ?
     )`,
    [
      running,
      listRelation(knex, 'limits', {
        limit_key: { type: 'text', values: limits.map(([key]) => key) },
        most: { type: 'integer', values: limits.map(([, most]) => most) },
      }),
    ],
  );
}

function candidatesExpression(knex: Knex, options: ClaimOptions): Knex.Raw {
  const withLimits = (part: string) => (hasLimits(options) ? part : '');
  return knex.raw(
    `open_lanes as (
       select lanes.kind, lanes.group_key, lanes.limit_key, lanes.priority
       from lanes ${withLimits(
         'left join capacity on capacity.limit_key = lanes.limit_key',
       )}
       where lanes.kind in (${options.kinds.map(() => '?').join(', ')}) and ?
         ${withLimits('and (capacity.free is null or capacity.free > 0)')}
     ),
     lane_depth as (
       select case when count(*) * ? <= ? then ? else cast(1 + ? / count(*) as integer) end as jobs from open_lanes
     ),
     candidates as (
       select candidate.id, candidate.group_key, candidate.limit_key, candidate.priority, candidate.run_at
       from open_lanes ?
     )`,
    [
      ...options.kinds,
      notPaused(knex, 'lanes'),
      wanted(options),
      CANDIDATES_PER_JOB * wanted(options),
      wanted(options),
      CANDIDATES_PER_JOB * wanted(options),
      joinTopRows(knex, {
        table: 'jobs',
        id: 'id',
        alias: 'candidate',
        columns: ['id', 'group_key', 'limit_key', 'priority', 'run_at'],
        top: knex.raw(
          `where inner_candidate.state = 'ready'
             and inner_candidate.kind = open_lanes.kind
             and inner_candidate.group_key = open_lanes.group_key
             and inner_candidate.limit_key = open_lanes.limit_key
             and inner_candidate.priority = open_lanes.priority
             and inner_candidate.run_at <= ?
           order by inner_candidate.run_at, inner_candidate.id
           limit (select jobs from lane_depth)`,
          [options.clock.now(knex)],
        ),
      }),
    ],
  );
}

function picksExpression(knex: Knex, options: ClaimOptions): Knex.Raw {
  const turn = `coalesce(running_groups.jobs, 0)
    + row_number() over (partition by group_key order by priority desc, run_at, id) as turn`;
  const allowed = `first_turns as (
       select id, group_key, limit_key, priority, run_at, ${turn}
       from candidates left join running_groups using (group_key)
     ),
     limit_turns as (
       select first_turns.*, row_number() over (partition by limit_key order by turn, run_at, id) as limit_turn
       from first_turns
     ),
     allowed as (
       select id, group_key, priority, run_at
       from limit_turns left join capacity using (limit_key)
       where capacity.free is null or limit_turn <= capacity.free
     ),`;
  return knex.raw(
    `${hasLimits(options) ? allowed : ''}
     turns as (
       select id, run_at, ${turn}
       from ${
         hasLimits(options) ? 'allowed' : 'candidates'
       } left join running_groups using (group_key)
     ),
     picks as (
       select id, row_number() over (order by turn, run_at, id) as place
       from turns order by place limit ?
     )`,
    [wanted(options)],
  );
}

/** The picks that this claim gets to hold: a probe for each, in order, until it has enough. */
function lockedSelect(knex: Knex, options: ClaimOptions): Knex.Raw {
  if (dialectOf(knex) === 'sqlite') {
    return knex.raw('select id from picks order by place limit ?', [
      options.limit,
    ]);
  }
  return knex.raw(`select free.id from picks ? limit ?`, [
    joinTopRows(knex, {
      table: 'jobs',
      id: 'id',
      alias: 'free',
      columns: ['id'],
      top: knex.raw(
        `where inner_free.id = picks.id and inner_free.state = 'ready' ?`,
        [forUpdateSkipLocked(knex)],
      ),
    }),
    options.limit,
  ]);
}

/** Without limits the statement leaves out all that is about them: half of what there is to plan. */
function hasLimits(options: ClaimOptions): boolean {
  return Object.keys(options.limits).length > 0;
}

function wanted(options: ClaimOptions): number {
  return 2 * options.limit + SPARE_CANDIDATES;
}

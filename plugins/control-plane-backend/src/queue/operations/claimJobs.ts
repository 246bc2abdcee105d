import { Knex } from 'knex';
import { ClaimedJob } from '../../domain/job/Job';
import { LaneShare } from '../../domain/job/shareOut';
import { DatabaseClock, addSeconds } from '../../sql/DatabaseClock';
import { epochMilliseconds } from '../../sql/databaseTime';
import { dialectOf } from '../../sql/dialect';
import { inTransaction } from '../../sql/inTransaction';
import { joinTopRows } from '../../sql/joinTopRows';
import { listRelation } from '../../sql/listRelation';
import { queryRowsPrepared } from '../../sql/queryRows';
import { JobRow } from '../jobRow';

export interface ClaimOptions {
  owner: string;
  /** Stamped on every job of the claim; together with a job's id it names one attempt. */
  ticket: string;
  clock: DatabaseClock;
  leaseSeconds: number;
}

/**
 * Leases the jobs that have been due longest in each lane, as many as its share, and returns them in no order.
 *
 * @remarks
 * Jobs that a claim beside this one holds are passed over for those that follow them, so two claims never wait for each
 * other and never take the same job. A lane that others emptied meanwhile gives fewer.
 */
export async function claimJobs(
  knex: Knex,
  shares: readonly LaneShare[],
  options: ClaimOptions,
): Promise<ClaimedJob[]> {
  if (shares.length === 0) {
    return [];
  }
  const rows = await lease(knex, shares, options);
  return claimedJobs(rows, options);
}

/** The jobs that a claim took, of what its statement returned. */
export function claimedJobs(
  rows: readonly ClaimedRow[],
  { owner, ticket, leaseSeconds }: Omit<ClaimOptions, 'clock'>,
): ClaimedJob[] {
  if (rows.length === 0) {
    return [];
  }
  // One statement has one clock.
  const claimedAt = new Date(rows[0].claimed_at);
  const until = new Date(rows[0].claimed_at + leaseSeconds * 1000);
  return rows.map(row => ({
    id: row.id,
    kind: row.kind,
    key: row.key,
    group: row.group_key,
    limitKey: row.limit_key === '' ? undefined : row.limit_key,
    priority: row.priority,
    payload: JSON.parse(row.payload),
    state: 'leased',
    attempt: row.attempt,
    maxAttempts: row.max_attempts,
    runAt: new Date(row.run_at),
    createdAt: new Date(row.created_at),
    claimedAt,
    lease: { owner, until },
    runAgain: false,
    ticket,
  }));
}

async function lease(
  knex: Knex,
  shares: readonly LaneShare[],
  options: ClaimOptions,
): Promise<ClaimedRow[]> {
  switch (dialectOf(knex)) {
    case 'postgresql':
      return await queryRowsPrepared<ClaimedRow>(
        knex,
        claimStatement(knex, shares, options),
      );
    case 'sqlite':
      return await inTransaction(knex, async tx => {
        const rows = await queryRowsPrepared<ClaimedRow>(
          tx,
          claimStatement(tx, shares, options),
        );
        if (rows.length > 0) {
          await tx('job_leases').insert({
            ticket: options.ticket,
            owner: options.owner,
            lease_until: rows[0].claimed_at + options.leaseSeconds * 1000,
            job_ids: JSON.stringify(rows.map(({ id }) => id)),
          });
        }
        return rows;
      });
    // no default: dialectOf is total
  }
}

/** What a handler may want to know; times are milliseconds since 1970. */
export interface ClaimedRow
  extends Pick<
    JobRow,
    | 'id'
    | 'kind'
    | 'key'
    | 'group_key'
    | 'limit_key'
    | 'priority'
    | 'payload'
    | 'attempt'
    | 'max_attempts'
  > {
  run_at: number;
  created_at: number;
  claimed_at: number;
}

/** The whole statement, on PostgreSQL with the lease; exported for the test of its plan. */
export function claimStatement(
  knex: Knex,
  shares: readonly LaneShare[],
  options: ClaimOptions,
): Knex.Raw {
  switch (dialectOf(knex)) {
    case 'postgresql': {
      const { pick, take } = claimParts(knex, shares, options);
      return knex.raw('with ? ?', [pick, take]);
    }
    case 'sqlite':
      return takeStatement(knex, options, firstOfShares(knex, shares, options));
    // no default: dialectOf is total
  }
}

/**
 * What a claim is made of on PostgreSQL, to be put together with others.
 *
 * @returns `pick`: common table expressions that pick the jobs and write their lease; `take`: the statement that takes what
 * was picked and returns rows of {@link ClaimedRow}.
 */
export function claimParts(
  knex: Knex,
  shares: readonly LaneShare[],
  options: ClaimOptions,
): { pick: Knex.Raw; take: Knex.Raw } {
  const now = options.clock.now(knex);
  return {
    pick: knex.raw(
      `picked as materialized (select first_jobs.id from :lanes :firstOfLane),
       lease as (
         insert into job_leases (ticket, owner, lease_until, job_ids)
         select :ticket::uuid, :owner::text, :leaseUntil, array_agg(id) from picked having count(*) > 0
       )`,
      {
        lanes: lanesRelation(knex, shares),
        firstOfLane: firstOfLane(knex, {
          now,
          from: knex.raw(
            `and (inner_first_jobs.run_at, inner_first_jobs.id)
               >= (timestamptz 'epoch' + lanes.first_run_at * interval '1 millisecond', lanes.first_id)`,
          ),
          limit: knex.raw('lanes.jobs for update skip locked'),
        }),
        ticket: options.ticket,
        owner: options.owner,
        leaseUntil: addSeconds(knex, now, options.leaseSeconds),
      },
    ),
    take: takeStatement(
      knex,
      options,
      // An array, because the planner takes a list of unknown length for a reason to read the whole table.
      knex.raw('id = any(array(select id from picked))'),
    ),
  };
}

/** It sets no column that an index looks at: see the migration `keep_leases_apart`. */
function takeStatement(
  knex: Knex,
  { clock, ticket }: ClaimOptions,
  picks: Knex.Raw,
): Knex.Raw {
  const times = (['run_at', 'created_at', 'claimed_at'] as const)
    .map(column => `${epochMilliseconds(knex, column)} as ${column}`)
    .join(', ');
  return knex.raw(
    `update jobs set attempt = attempt + 1, claimed_at = ?, ticket = ?, waits_for = null
     where ?
     returning id, kind, key, group_key, limit_key, priority, payload, attempt, max_attempts, ${times}`,
    [clock.now(knex), ticket, picks],
  );
}

/**
 * SQLite's limit cannot differ from lane to lane, so lanes of equal shares go together: turns leave few sizes, and to number
 * what was found and keep what is wanted costs as much again. It finds a row by its number in half the time that its id takes.
 */
function firstOfShares(
  knex: Knex,
  shares: readonly LaneShare[],
  { clock }: ClaimOptions,
): Knex.Raw {
  const firsts = [...bySize(shares)].map(([jobs, alike]) =>
    knex.raw('select first_jobs.rowid from ? ?', [
      lanesRelation(knex, alike),
      firstOfLane(knex, {
        now: clock.now(knex),
        // Knex takes an empty fragment for a missing binding.
        from: knex.raw(' '),
        limit: knex.raw('?', [jobs]),
      }),
    ]),
  );
  return knex.raw(
    `rowid in (${firsts.map(() => '?').join(' union all ')})`,
    firsts,
  );
}

function bySize(shares: readonly LaneShare[]): Map<number, LaneShare[]> {
  const sizes = new Map<number, LaneShare[]>();
  for (const share of shares) {
    const alike = sizes.get(share.jobs);
    if (alike) {
      alike.push(share);
    } else {
      sizes.set(share.jobs, [share]);
    }
  }
  return sizes;
}

/** The jobs of each lane that have been due longest. */
function firstOfLane(
  knex: Knex,
  { now, from, limit }: Record<'now' | 'from' | 'limit', Knex.Raw>,
): Knex.Raw {
  return joinTopRows(knex, {
    table: 'jobs',
    id: dialectOf(knex) === 'sqlite' ? 'rowid' : 'id',
    alias: 'first_jobs',
    columns: ['id'],
    top: knex.raw(
      `where inner_first_jobs.outcome is null
         and inner_first_jobs.ticket is null
         and inner_first_jobs.kind = lanes.kind
         and inner_first_jobs.group_key = lanes.group_key
         and inner_first_jobs.limit_key = lanes.limit_key
         and inner_first_jobs.priority = lanes.priority
         and inner_first_jobs.run_at <= ?
         ?
       order by inner_first_jobs.run_at, inner_first_jobs.id
       limit ?`,
      [now, from, limit],
    ),
  });
}

function lanesRelation(knex: Knex, shares: readonly LaneShare[]): Knex.Raw {
  return listRelation(knex, 'lanes', {
    kind: { type: 'text', values: shares.map(({ lane }) => lane.kind) },
    group_key: { type: 'text', values: shares.map(({ lane }) => lane.group) },
    limit_key: {
      type: 'text',
      values: shares.map(({ lane }) => lane.limitKey),
    },
    priority: {
      type: 'integer',
      values: shares.map(({ lane }) => lane.priority),
    },
    jobs: { type: 'integer', values: shares.map(({ jobs }) => jobs) },
    first_run_at: {
      type: 'double precision',
      values: shares.map(({ lane }) => lane.first.runAt),
    },
    first_id: { type: 'uuid', values: shares.map(({ lane }) => lane.first.id) },
  });
}

import { Knex } from 'knex';
import { ClaimedJob } from '../../domain/job/Job';
import { LaneShare } from '../../domain/job/shareOut';
import { DatabaseClock, addSeconds } from '../../sql/DatabaseClock';
import { epochMilliseconds } from '../../sql/databaseTime';
import { dialectOf } from '../../sql/dialect';
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
  const rows = await queryRowsPrepared<ClaimedRow>(
    knex,
    claimStatement(knex, shares, options),
  );
  if (rows.length === 0) {
    return [];
  }
  const { owner, ticket } = options;
  // One statement has one clock.
  const claimedAt = new Date(rows[0].claimed_at);
  const lease = { owner, until: new Date(rows[0].lease_until) };
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
    lease,
    runAgain: false,
    ticket,
  }));
}

/** What a handler may want to know; times are milliseconds since 1970. */
interface ClaimedRow
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
  lease_until: number;
}

/** The whole statement; exported for the test of its plan. */
export function claimStatement(
  knex: Knex,
  shares: readonly LaneShare[],
  options: ClaimOptions,
): Knex.Raw {
  const now = options.clock.now(knex);
  const times = (['run_at', 'created_at', 'claimed_at', 'lease_until'] as const)
    .map(column => `${epochMilliseconds(knex, column)} as ${column}`)
    .join(', ');
  return knex.raw(
    `update jobs set
       state = 'leased',
       attempt = attempt + 1,
       claimed_at = :now,
       lease_owner = :owner,
       ticket = :ticket,
       lease_until = :leaseUntil,
       waits_for = null
     where id :picks
     returning id, kind, key, group_key, limit_key, priority, payload, attempt, max_attempts, ${times}`,
    {
      now,
      owner: options.owner,
      ticket: options.ticket,
      leaseUntil: addSeconds(knex, now, options.leaseSeconds),
      picks: idsOf(knex, shares, now),
    },
  );
}

/** What the id of a job that is taken is compared with. */
function idsOf(
  knex: Knex,
  shares: readonly LaneShare[],
  now: Knex.Raw,
): Knex.Raw {
  const lanes = lanesRelation(knex, shares);
  const firstOfLane = (limit: Knex.Raw, from: string) =>
    joinTopRows(knex, {
      table: 'jobs',
      id: 'id',
      alias: 'first_jobs',
      columns: ['id'],
      top: knex.raw(
        `where inner_first_jobs.state = 'ready'
           and inner_first_jobs.kind = lanes.kind
           and inner_first_jobs.group_key = lanes.group_key
           and inner_first_jobs.limit_key = lanes.limit_key
           and inner_first_jobs.priority = lanes.priority
           and inner_first_jobs.run_at <= ?
           ${from}
         order by inner_first_jobs.run_at, inner_first_jobs.id
         limit ?`,
        [now, limit],
      ),
    });
  switch (dialectOf(knex)) {
    case 'postgresql':
      // An array, because the planner takes a list of unknown length for a reason to read the whole table.
      return knex.raw('= any(array(select first_jobs.id from ? ?))', [
        lanes,
        firstOfLane(
          knex.raw('lanes.jobs for update skip locked'),
          `and (inner_first_jobs.run_at, inner_first_jobs.id)
             >= (timestamptz 'epoch' + lanes.first_run_at * interval '1 millisecond', lanes.first_id)`,
        ),
      ]);
    case 'sqlite':
      // Its limit cannot differ from lane to lane.
      return knex.raw(
        `in (
           select id from (
             select first_jobs.id, lanes.jobs,
               row_number() over (partition by lanes.number order by first_jobs.run_at, first_jobs.id) as place
             from ? ?
           ) where place <= jobs
         )`,
        [
          lanes,
          firstOfLane(
            knex.raw('?', [Math.max(...shares.map(({ jobs }) => jobs))]),
            '',
          ),
        ],
      );
    // no default: dialectOf is total
  }
}

function lanesRelation(knex: Knex, shares: readonly LaneShare[]): Knex.Raw {
  return listRelation(knex, 'lanes', {
    number: { type: 'integer', values: shares.map((_, number) => number) },
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

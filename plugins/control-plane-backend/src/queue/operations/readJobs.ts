import { Knex } from 'knex';
import { Job, JobState } from '../../domain/job/Job';
import { dialectOf } from '../../sql/dialect';
import { isJobId } from '../JobIds';
import { ListJobsFilter } from '../JobQueue';
import { JobRow, rowToJob } from '../jobRow';
import { endedAs } from './endedAs';

/**
 * Jobs that one statement looks at on SQLite where no index leads to those asked for: a few milliseconds, and no more
 * statements than a long history needs.
 */
export const JOBS_OF_A_WINDOW = 5000;

/** Jobs, each with its lease if it has one. */
function selectJobs(knex: Knex) {
  return knex<JobRow>('jobs')
    .leftJoin('job_leases', 'job_leases.ticket', 'jobs.ticket')
    .select<JobRow[]>('jobs.*', 'job_leases.lease_until', {
      lease_owner: 'job_leases.owner',
    });
}

export async function getJob(knex: Knex, id: string): Promise<Job | undefined> {
  if (!isJobId(id)) {
    return undefined;
  }
  const row = await selectJobs(knex).where('jobs.id', id).first();
  return row && rowToJob(row);
}

/**
 * A page of jobs, newest first. The order is that of the ids, which grow with time: no other index is needed.
 *
 * @remarks
 * Where no index leads to what is asked for, the walk from the newest job on ends at the last job when few match. SQLite
 * walks within this process, so there each statement looks at a bounded window of ids, and others get their turn between
 * two windows as between any statements (`sql/takeTurns.ts`). An id never changes: each job is in one window.
 */
export async function listJobs(
  knex: Knex,
  filter: ListJobsFilter,
): Promise<Job[]> {
  const rows =
    dialectOf(knex) === 'sqlite' && mayWalkHistory(filter)
      ? await selectByWindows(knex, filter)
      : await selectPage(knex, filter);
  return rows.map(rowToJob);
}

/** Whether jobs that are done may have to be passed over, because no index of a key or of a state leads past them. */
function mayWalkHistory({ state, key }: ListJobsFilter): boolean {
  return key === undefined && (state === undefined || state === 'done');
}

async function selectByWindows(
  knex: Knex,
  filter: ListJobsFilter,
): Promise<JobRow[]> {
  const rows: JobRow[] = [];
  let { after } = filter;
  for (;;) {
    const oldest = await oldestOfWindow(knex, after);
    const page = { ...filter, after, limit: filter.limit - rows.length };
    rows.push(...(await selectPage(knex, page, oldest)));
    if (oldest === undefined || rows.length === filter.limit) {
      return rows;
    }
    after = oldest;
  }
}

/** The last job of the window that begins after a job, or with the newest; none when the rest of the table fits into it. */
async function oldestOfWindow(
  knex: Knex,
  after: ListJobsFilter['after'],
): Promise<Pick<JobRow, 'id'> | undefined> {
  const query = knex<JobRow>('jobs')
    .select('id')
    .orderBy('id', 'desc')
    .offset(JOBS_OF_A_WINDOW - 1);
  if (after) {
    query.where('id', '<', after.id);
  }
  return await query.first();
}

/** @param oldest - the last job that is looked at; absent: all are */
function selectPage(
  knex: Knex,
  filter: ListJobsFilter,
  oldest?: Pick<JobRow, 'id'>,
) {
  const query = selectJobs(knex).orderBy('jobs.id', 'desc').limit(filter.limit);
  const { state, kind, key, group, limitKey, after } = filter;
  if (state !== undefined) {
    whereState(knex, query, state);
  }
  if (kind !== undefined) {
    query.where({ kind });
  }
  if (key !== undefined) {
    query.whereIn('jobs.id', idsOfKey(knex, key));
  }
  if (group !== undefined) {
    query.where({ group_key: group });
  }
  if (limitKey !== undefined) {
    query.where({ limit_key: limitKey });
  }
  if (after) {
    query.where('jobs.id', '<', after.id);
  }
  if (oldest) {
    query.where('jobs.id', '>=', oldest.id);
  }
  return query;
}

/** Told apart by whether they live, because each half has an index by key and no index has both. */
function idsOfKey(knex: Knex, key: string): Knex.QueryBuilder {
  return knex('jobs')
    .select('id')
    .where({ key })
    .whereNull('outcome')
    .unionAll(knex('jobs').select('id').where({ key }).whereNotNull('outcome'));
}

/** By what the state follows from: indices are of that, so that few dead jobs are found among a million that are done. */
function whereState(
  knex: Knex,
  query: Knex.QueryBuilder,
  state: JobState,
): void {
  switch (state) {
    case 'ready':
      query.whereNull('outcome').whereNull('jobs.ticket');
      return;
    case 'leased':
      query.whereNull('outcome').whereNotNull('jobs.ticket');
      return;
    case 'done':
      query.where({ outcome: 'done' });
      return;
    case 'dead':
    case 'cancelled':
      query.where(endedAs(knex, state, 'jobs'));
      return;
    default: {
      const unreachable: never = state;
      throw new Error(`Unknown state of a job: ${unreachable}`);
    }
  }
}

/** The job of a kind and key that ended last. */
export async function getLastEnded(
  knex: Knex,
  kind: string,
  key: string,
): Promise<Job | undefined> {
  const row = await selectJobs(knex)
    .where({ kind, key })
    .whereNotNull('outcome')
    .orderBy([
      { column: 'finished_at', order: 'desc' },
      { column: 'jobs.id', order: 'desc' },
    ])
    .first();
  return row && rowToJob(row);
}

export async function listLiveJobs(
  knex: Knex,
  kind: string,
  keys: readonly string[],
): Promise<Job[]> {
  const rows = await selectJobs(knex)
    .where({ kind })
    .whereIn('key', keys)
    .whereNull('outcome');
  return rows.map(rowToJob);
}

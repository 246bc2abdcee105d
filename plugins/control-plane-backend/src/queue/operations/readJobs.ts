import { Knex } from 'knex';
import { Job, JobState } from '../../domain/job/Job';
import { isJobId } from '../JobIds';
import { ListJobsFilter } from '../JobQueue';
import { JobRow, rowToJob } from '../jobRow';
import { endedAs } from './endedAs';

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

/** A page of jobs, newest first. The order is that of the ids, which grow with time: no other index is needed. */
export async function listJobs(
  knex: Knex,
  filter: ListJobsFilter,
): Promise<Job[]> {
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
  return (await query).map(rowToJob);
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

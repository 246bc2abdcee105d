import { Knex } from 'knex';
import { Job } from '../../domain/job/Job';
import { isJobId } from '../JobIds';
import { ListJobsFilter } from '../JobQueue';
import { JobRow, rowToJob } from '../jobRow';

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
  if (filter.states) {
    query.whereIn('state', filter.states);
  }
  if (filter.kinds) {
    query.whereIn('kind', filter.kinds);
  }
  if (filter.keys) {
    query.whereIn('key', filter.keys);
  }
  if (filter.groups) {
    query.whereIn('group_key', filter.groups);
  }
  if (filter.after) {
    query.where('jobs.id', '<', filter.after.id);
  }
  return (await query).map(rowToJob);
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

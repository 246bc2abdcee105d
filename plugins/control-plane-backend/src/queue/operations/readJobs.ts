import { Knex } from 'knex';
import { Job } from '../../domain/job/Job';
import { isJobId } from '../JobIds';
import { ListJobsFilter } from '../JobQueue';
import { JOBS_TABLE, JobRow, rowToJob } from '../jobRow';

export async function getJob(knex: Knex, id: string): Promise<Job | undefined> {
  if (!isJobId(id)) {
    return undefined;
  }
  const row = await knex<JobRow>(JOBS_TABLE).where({ id }).first();
  return row && rowToJob(row);
}

/** A page of jobs, newest first. The order is that of the ids, which grow with time: no other index is needed. */
export async function listJobs(
  knex: Knex,
  filter: ListJobsFilter,
): Promise<Job[]> {
  const query = knex<JobRow>(JOBS_TABLE)
    .orderBy('id', 'desc')
    .limit(filter.limit);
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
    query.where('id', '<', filter.after.id);
  }
  return (await query).map(rowToJob);
}

/** The states are literals, as in the condition of the partial index `jobs_live`. */
export async function listLiveJobs(
  knex: Knex,
  kind: string,
  keys: readonly string[],
): Promise<Job[]> {
  const rows = await knex<JobRow>(JOBS_TABLE)
    .where({ kind })
    .whereIn('key', keys)
    .whereRaw(`state in ('ready', 'leased')`);
  return rows.map(rowToJob);
}

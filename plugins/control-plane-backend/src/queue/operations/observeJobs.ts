import { Knex } from 'knex';
import { Job } from '../../domain/job/Job';
import { observeJob, ObservedJob } from '../../domain/job/jobWait';
import { DatabaseClock, readDatabaseTime } from '../../sql/DatabaseClock';
import { queryRows } from '../../sql/queryRows';
import { isLastOfKey } from './lastOfKey';
import { runningJobs } from './leases';
import { listPauses } from './pauses';

/**
 * Looks at jobs as of now: why those that are ready wait, and by whose time leases run.
 *
 * @remarks
 * Reads what is the same for all of them once, however many they are; it reads neither pauses nor what runs when no job
 * waits, and looks for later jobs only when one has died or was cancelled.
 */
export async function observeJobs(
  knex: Knex,
  jobs: readonly Job[],
  options: { clock: DatabaseClock; limits: Readonly<Record<string, number>> },
): Promise<ObservedJob[]> {
  if (jobs.length === 0) {
    return [];
  }
  const now = await readDatabaseTime(knex, options.clock);
  const anyWaits = jobs.some(({ state }) => state === 'ready');
  const moment = {
    now,
    limits: options.limits,
    pauses: anyWaits ? await listPauses(knex) : [],
    running: anyWaits ? await countRunning(knex, options.limits) : new Map(),
    superseded: await findSuperseded(knex, jobs),
  };
  return jobs.map(job => observeJob(job, moment));
}

async function findSuperseded(
  knex: Knex,
  jobs: readonly Job[],
): Promise<Set<string>> {
  const ended = jobs.filter(
    ({ state }) => state === 'dead' || state === 'cancelled',
  );
  if (ended.length === 0) {
    return new Set();
  }
  const ids = await knex('jobs as ended')
    .whereIn(
      'ended.id',
      ended.map(({ id }) => id),
    )
    .andWhereNot(isLastOfKey(knex, 'ended'))
    .pluck('ended.id');
  return new Set(ids);
}

async function countRunning(
  knex: Knex,
  limits: Readonly<Record<string, number>>,
): Promise<Map<string, number>> {
  if (Object.keys(limits).length === 0) {
    return new Map();
  }
  const rows = await queryRows<{ limit_key: string; jobs: string | number }>(
    knex,
    knex.raw('select limit_key, count(*) as jobs from ? group by limit_key', [
      runningJobs(knex),
    ]),
  );
  return new Map(rows.map(row => [row.limit_key, Number(row.jobs)]));
}

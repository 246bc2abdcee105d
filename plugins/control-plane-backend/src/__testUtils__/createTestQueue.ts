import { resolve } from 'node:path';
import { TestDatabaseId, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { EnqueueResult } from '../queue/JobQueue';
import { DatabaseJobQueue } from '../queue/DatabaseJobQueue';
import { JobQueueConfig } from '../queue/JobQueueConfig';
import { JobWaker, LocalJobWaker } from '../queue/JobWaker';
import { Clock, SystemClock } from '../clock';
import { JobSpec } from '../domain/job/Job';
import { DatabaseClock } from '../sql/DatabaseClock';
import { ShiftedDatabaseClock } from './ShiftedDatabaseClock';

export const JOBS_MIGRATION = '20261121000100_create_jobs.js';
export const LIVE_JOBS_MIGRATION = '20261123000300_index_live_jobs_by_key.js';
export const JOB_LOGS_MIGRATION = '20261122000100_create_job_logs.js';
export const LEASES_MIGRATION = '20261124000200_keep_leases_apart.js';
const ENDED_JOBS_MIGRATION = '20261124000300_index_ended_jobs_by_key.js';
const STOPPED_JOBS_MIGRATION = '20261124000400_index_stopped_jobs.js';
const JOB_PAUSES_MIGRATION = '20261123000100_create_job_pauses.js';

const defaults: JobQueueConfig = {
  workers: 4,
  batch: 10,
  maxAttempts: 3,
  leaseSeconds: 30,
  pollMilliseconds: 1000,
  backoffSeconds: 2,
  maxBackoffSeconds: 600,
  retentionDays: 30,
  limits: {},
};

/** A clock of the database that a test moves by whole seconds. */
export interface MovableDatabaseClock extends DatabaseClock {
  shift(seconds: number): void;
}

export interface TestQueue {
  knex: Knex;
  queue: DatabaseJobQueue;
  config: JobQueueConfig;
  databaseClock: MovableDatabaseClock;
  waker: JobWaker;
  /** Enqueues in a transaction of its own. */
  enqueue(...specs: Array<Partial<JobSpec>>): Promise<EnqueueResult[]>;
  /** Claims for an owner named `test`. */
  claim(limit: number, kinds?: string[]): ReturnType<DatabaseJobQueue['claim']>;
}

/** A database with the tables of the queue and nothing else. */
export async function createJobsDatabase(
  databases: TestDatabases,
  id: TestDatabaseId,
): Promise<Knex> {
  const knex = await databases.init(id);
  await createJobsTables(knex);
  return knex;
}

export async function createJobsTables(knex: Knex): Promise<void> {
  for (const name of [
    JOBS_MIGRATION,
    JOB_LOGS_MIGRATION,
    JOB_PAUSES_MIGRATION,
    LIVE_JOBS_MIGRATION,
    LEASES_MIGRATION,
    ENDED_JOBS_MIGRATION,
    STOPPED_JOBS_MIGRATION,
  ]) {
    await knex.migrate.up({ ...jobsMigrations, name });
  }
}

export const jobsMigrations = {
  directory: resolve(__dirname, '../../migrations'),
};

/**
 * A queue on a database, by a database clock that the test can shift; delays are half of what back-off allows.
 *
 * @param options.databaseClock - the database's own, shifted, when absent
 * @param options.clock - the process's own when absent
 */
export function createTestQueue(
  knex: Knex,
  options: {
    config?: Partial<JobQueueConfig>;
    waker?: JobWaker;
    clock?: Clock;
    databaseClock?: MovableDatabaseClock;
  } = {},
): TestQueue {
  const databaseClock = options.databaseClock ?? new ShiftedDatabaseClock();
  const config = { ...defaults, ...options.config };
  const waker = options.waker ?? new LocalJobWaker();
  const queue = DatabaseJobQueue.create({
    knex,
    config,
    waker,
    clock: options.clock ?? new SystemClock(),
    databaseClock,
    random: () => 0.5,
  });
  let keys = 0;
  return {
    knex,
    queue,
    config,
    databaseClock,
    waker,
    enqueue: (...specs) =>
      knex.transaction(tx =>
        queue.enqueue(
          tx,
          specs.map(spec => ({
            kind: 'test',
            key: `key-${++keys}`,
            group: 'team-a',
            payload: {},
            ...spec,
          })),
        ),
      ),
    claim: (limit, kinds = ['test']) =>
      queue.claim({ owner: 'test', limit, kinds }),
  };
}

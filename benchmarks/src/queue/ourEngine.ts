import { resolve } from 'node:path';
import createKnex, { Knex } from 'knex';
import { SystemClock } from '../../../plugins/control-plane-backend/src/clock';
import { ClaimedJob } from '../../../plugins/control-plane-backend/src/domain/job/Job';
import { JobOutcome } from '../../../plugins/control-plane-backend/src/domain/job/jobOutcome';
import { createJobWaker } from '../../../plugins/control-plane-backend/src/queue/createJobWaker';
import { DatabaseJobLogStore } from '../../../plugins/control-plane-backend/src/queue/DatabaseJobLogStore';
import { DatabaseJobQueue } from '../../../plugins/control-plane-backend/src/queue/DatabaseJobQueue';
import { JobHandlers } from '../../../plugins/control-plane-backend/src/queue/JobHandlers';
import { JobLogWriter } from '../../../plugins/control-plane-backend/src/queue/JobLogWriter';
import { JobQueueConfig } from '../../../plugins/control-plane-backend/src/queue/JobQueueConfig';
import { JobWaker } from '../../../plugins/control-plane-backend/src/queue/JobWaker';
import { JobWorker } from '../../../plugins/control-plane-backend/src/queue/JobWorker';
import { noJobWorkerEvents } from '../../../plugins/control-plane-backend/src/queue/JobWorkerEvents';
import { prepareDatabase } from '../../../plugins/control-plane-backend/src/sql/prepareDatabase';
import { silentLogger as logger } from '../frame/silentLogger';
import { payloadOf, QueueEngine, WorkerSettings } from './QueueEngine';

const KIND = 'bench';
const FILL_BATCH = 5_000;

/** Teams that share the queue: fairness has something to do. */
const TEAMS = 20;

const clock = new SystemClock();

export type BenchmarkHandler = (job: ClaimedJob) => Promise<JobOutcome>;

/** The product's queue and worker, put together as the plugin does: leases, fencing, fairness, coalescing and job logs. */
export class OurEngine implements QueueEngine {
  readonly knex: Knex;
  private readonly waker: JobWaker;
  private readonly queue: DatabaseJobQueue;
  private waking: Promise<void> | undefined;
  private worker: JobWorker | undefined;
  private logs: JobLogWriter | undefined;

  constructor(connection: Knex.Config) {
    this.knex = createKnex(connection);
    this.waker = createJobWaker({ knex: this.knex, clock, logger });
    this.queue = DatabaseJobQueue.create({
      knex: this.knex,
      config: configOf({ batch: 1, concurrency: 1 }),
      waker: this.waker,
      clock,
    });
  }

  static onPostgres(url: string, connections: number): OurEngine {
    return new OurEngine({
      client: 'pg',
      connection: url,
      pool: { min: 0, max: connections },
    });
  }

  /** With the driver and the settings that Backstage's database service uses. */
  static onSqlite(filename: string): OurEngine {
    return new OurEngine({
      client: 'better-sqlite3',
      connection: { filename },
      useNullAsDefault: true,
    });
  }

  async prepare(): Promise<void> {
    await prepareDatabase(this.knex, logger);
    await this.knex.migrate.latest({
      directory: resolve(
        __dirname,
        '../../../plugins/control-plane-backend/migrations',
      ),
    });
  }

  async fill(jobs: number): Promise<void> {
    for (let from = 0; from < jobs; from += FILL_BATCH) {
      await this.enqueueMany(from, Math.min(FILL_BATCH, jobs - from));
    }
  }

  /** Brings the jobs that ended to this number, spread over the time that they are kept. */
  async fillHistory(finished: number): Promise<void> {
    const [{ jobs }] = await this.knex('jobs')
      .where({ outcome: 'done' })
      .count({ jobs: '*' });
    const missing = finished - Number(jobs);
    if (missing > 0) {
      await this.knex.raw(
        `insert into jobs (id, kind, key, group_key, limit_key, priority, payload, max_attempts, outcome, attempt,
                           created_at, run_at, claimed_at, finished_at)
         select uuidv7(number * interval '-2 seconds'), 'bench', 'ended-' || number, 'team-' || number % ?, '', 0, ?, 5, 'done', 1,
                at, at, at, at
         from (select number, now() - number * interval '2 seconds' as at from generate_series(1, ?) as number) as ended`,
        [TEAMS, JSON.stringify(payloadOf(0)), missing],
      );
    }
  }

  async enqueueOne(number: number): Promise<void> {
    await this.enqueueMany(number, 1);
  }

  async enqueueMany(from: number, count: number): Promise<void> {
    const specs = Array.from({ length: count }, (_, index) => ({
      kind: KIND,
      key: `key-${from + index}`,
      group: `team-${(from + index) % TEAMS}`,
      payload: { ...payloadOf(from + index) },
    }));
    await this.knex.transaction(tx => this.queue.enqueue(tx, specs));
    this.queue.wake();
  }

  async countOpen(): Promise<number> {
    const [{ jobs }] = await this.knex('jobs')
      .whereNull('outcome')
      .count({ jobs: '*' });
    return Number(jobs);
  }

  async drain(
    settings: WorkerSettings,
    handle: BenchmarkHandler = async () => ({ type: 'done' }),
  ): Promise<void> {
    const open = await this.countOpen();
    let ended = 0;
    await new Promise<void>((done, fail) => {
      this.startWorker({
        settings,
        handle,
        onEnd: outcome => {
          if (outcome === 'done' || outcome === 'terminal') {
            ended += 1;
          }
          if (ended === open) {
            done();
          }
        },
      }).catch(fail);
    });
  }

  async work(onJob: () => void): Promise<void> {
    await this.startWorker({
      settings: { batch: 10, concurrency: 10 },
      handle: async () => {
        onJob();
        return { type: 'done' };
      },
    });
  }

  async dequeueOne(): Promise<void> {
    const [job] = await this.queue.claim({
      owner: 'bench',
      limit: 1,
      kinds: [KIND],
    });
    await this.queue.settle(job, { type: 'done' });
  }

  /** Starts a worker, as the plugin does. */
  async startWorker(options: {
    settings: WorkerSettings;
    handle: BenchmarkHandler;
    otherKinds?: string[];
    onEnd?: (outcome: string) => void;
  }): Promise<void> {
    this.waking ??= this.waker.start();
    await this.waking;
    this.logs = JobLogWriter.create({
      store: DatabaseJobLogStore.create(this.knex),
      clock,
      logger,
    });
    this.worker = new JobWorker({
      queue: this.queue,
      handlers: [KIND, ...(options.otherKinds ?? [])].reduce(
        (handlers, kind) => handlers.register(kind, options.handle),
        new JobHandlers(),
      ),
      config: configOf(options.settings),
      waker: this.waker,
      clock,
      logger,
      owner: 'bench',
      events: {
        ...noJobWorkerEvents,
        attemptEnded: (_, outcome) => options.onEnd?.(outcome),
      },
      logs: this.logs,
    });
    this.worker.start();
  }

  async stopWorkers(): Promise<void> {
    await this.worker?.stop({ graceMs: 1000 });
    await this.logs?.close();
    this.worker = undefined;
    this.logs = undefined;
  }

  async close(): Promise<void> {
    await this.stopWorkers();
    await this.waker.stop();
    await this.knex.destroy();
  }
}

function configOf({ batch, concurrency }: WorkerSettings): JobQueueConfig {
  return {
    workers: concurrency,
    batch,
    maxAttempts: 5,
    leaseSeconds: 30,
    pollMilliseconds: 1000,
    backoffSeconds: 2,
    maxBackoffSeconds: 600,
    retentionDays: 30,
    limits: {},
  };
}

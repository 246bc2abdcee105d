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
  private worker: JobWorker | undefined;
  private logs: JobLogWriter | undefined;

  constructor(connection: Knex.Config) {
    this.knex = createKnex(connection);
    this.waker = createJobWaker({ knex: this.knex, clock, logger });
  }

  static onPostgres(url: string, connections: number): OurEngine {
    return new OurEngine({
      client: 'pg',
      connection: url,
      pool: { min: 0, max: connections },
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
    const queue = this.queue({ batch: 1, concurrency: 1 });
    for (let from = 0; from < jobs; from += FILL_BATCH) {
      await this.enqueue(queue, from, Math.min(FILL_BATCH, jobs - from));
    }
  }

  async enqueue(
    queue: DatabaseJobQueue,
    from: number,
    count: number,
  ): Promise<void> {
    await this.knex.transaction(tx =>
      queue.enqueue(
        tx,
        Array.from({ length: count }, (_, index) => ({
          kind: KIND,
          key: `key-${from + index}`,
          group: `team-${(from + index) % TEAMS}`,
          payload: { ...payloadOf(from + index) },
        })),
      ),
    );
  }

  async countOpen(): Promise<number> {
    const [{ jobs }] = await this.knex('jobs')
      .whereIn('state', ['ready', 'leased'])
      .count({ jobs: '*' });
    return Number(jobs);
  }

  queue(settings: WorkerSettings): DatabaseJobQueue {
    return DatabaseJobQueue.create({
      knex: this.knex,
      config: configOf(settings),
      waker: this.waker,
      clock,
    });
  }

  async drain(
    settings: WorkerSettings,
    handle: BenchmarkHandler = async () => ({ type: 'done' }),
  ): Promise<void> {
    const open = await this.countOpen();
    let ended = 0;
    await new Promise<void>((done, fail) => {
      this.work({
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

  /** Starts a worker, as the plugin does. */
  async work(options: {
    settings: WorkerSettings;
    handle: BenchmarkHandler;
    onEnd?: (outcome: string) => void;
  }): Promise<void> {
    await this.waker.start();
    this.logs = JobLogWriter.create({
      store: DatabaseJobLogStore.create(this.knex),
      clock,
      logger,
    });
    this.worker = new JobWorker({
      queue: this.queue(options.settings),
      handlers: new JobHandlers().register(KIND, options.handle),
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

  async close(): Promise<void> {
    await this.worker?.stop({ graceMs: 1000 });
    await this.logs?.close();
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

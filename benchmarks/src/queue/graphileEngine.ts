import { Pool } from 'pg';
import { Logger, makeWorkerUtils, run, Runner } from 'graphile-worker';
import { payloadOf, QueueEngine, WorkerSettings } from './QueueEngine';
import { query, untilNoneOpen } from './databases';

const TASK = 'bench';
const FILL_BATCH = 10_000;
const silent = new Logger(() => () => {});

/** graphile-worker, with the settings that drain fastest. */
export class GraphileEngine implements QueueEngine {
  private utils: Awaited<ReturnType<typeof makeWorkerUtils>> | undefined;
  private runner: Runner | undefined;

  /** Kept while its workers change, as the connections of the others are. */
  private readonly pgPool: Pool;

  constructor(private readonly url: string, connections: number) {
    this.pgPool = new Pool({
      connectionString: url,
      max: connections,
      idleTimeoutMillis: 0,
    });
    this.pgPool.on('error', error => console.error(error));
    this.pgPool.on('connect', client =>
      client.on('error', error => console.error(error)),
    );
  }

  async prepare(): Promise<void> {
    this.utils = await makeWorkerUtils({
      pgPool: this.pgPool,
      logger: silent,
    });
    await this.utils.migrate();
  }

  async fill(jobs: number): Promise<void> {
    for (let from = 0; from < jobs; from += FILL_BATCH) {
      await this.enqueueMany(from, Math.min(FILL_BATCH, jobs - from));
    }
  }

  async enqueueMany(from: number, count: number): Promise<void> {
    await this.utils?.addJobs(
      Array.from({ length: count }, (_, index) => ({
        identifier: TASK,
        payload: payloadOf(from + index),
      })),
    );
  }

  async enqueueOne(number: number): Promise<void> {
    await this.utils?.addJob(TASK, payloadOf(number));
  }

  async countOpen(): Promise<number> {
    const [{ jobs }] = await query<{ jobs: number }>(
      this.url,
      'select count(*)::integer as jobs from graphile_worker._private_jobs',
    );
    return jobs;
  }

  async drain({ batch, concurrency }: WorkerSettings): Promise<void> {
    this.runner = await run({
      pgPool: this.pgPool,
      concurrency,
      logger: silent,
      noHandleSignals: true,
      taskList: { [TASK]: async () => {} },
      ...(batch > 1 && {
        preset: {
          worker: {
            concurrentJobs: concurrency,
            localQueue: { size: batch },
            completeJobBatchDelay: 5,
          },
        },
      }),
    });
    await untilNoneOpen(
      this.url,
      'select 1 from graphile_worker._private_jobs limit 1',
    );
  }

  async dequeueOne(): Promise<void> {
    throw new Error('graphile-worker has no call for a single job');
  }

  async work(onJob: () => void): Promise<void> {
    this.runner = await run({
      pgPool: this.pgPool,
      concurrency: 4,
      logger: silent,
      noHandleSignals: true,
      taskList: { [TASK]: async () => onJob() },
    });
  }

  async stopWorkers(): Promise<void> {
    await this.runner?.stop();
    this.runner = undefined;
  }

  async close(): Promise<void> {
    await this.stopWorkers();
    await this.utils?.release();
    await this.pgPool.end();
  }
}

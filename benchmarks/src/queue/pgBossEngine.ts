import { Client } from 'pg';
import { PgBoss } from 'pg-boss';
import { untilNoneOpen } from './databases';
import { payloadOf, QueueEngine, WorkerSettings } from './QueueEngine';

const QUEUE = 'bench';
const FILL_BATCH = 5_000;

/** pg-boss, with the settings that drain fastest. */
export class PgBossEngine implements QueueEngine {
  readonly boss: PgBoss;

  constructor(private readonly url: string, connections: number) {
    const options = {
      connectionString: url,
      max: connections,
      // Not among its own options; it hands all of them to its pool.
      idleTimeoutMillis: 0,
      useListenNotify: true,
    };
    this.boss = new PgBoss(options);
    this.boss.on('error', error => console.error(error));
    this.boss.on('warning', () => {});
  }

  async prepare(): Promise<void> {
    await this.boss.start();
    await this.boss.createQueue(QUEUE, { notify: true });
  }

  async fill(jobs: number): Promise<void> {
    for (let from = 0; from < jobs; from += FILL_BATCH) {
      await this.enqueueMany(from, Math.min(FILL_BATCH, jobs - from));
    }
  }

  async enqueueMany(from: number, count: number): Promise<void> {
    await this.boss.insert(
      QUEUE,
      Array.from({ length: count }, (_, index) => ({
        data: payloadOf(from + index),
      })),
    );
  }

  async enqueueOne(number: number): Promise<void> {
    await this.boss.send(QUEUE, payloadOf(number));
  }

  async countOpen(): Promise<number> {
    const client = new Client({ connectionString: this.url });
    await client.connect();
    const { rows } = await client.query(
      `select count(*)::integer as jobs from pgboss.job where name = $1 and state < 'completed'`,
      [QUEUE],
    );
    await client.end();
    return rows[0].jobs;
  }

  async drain({ batch, concurrency }: WorkerSettings): Promise<void> {
    if (batch === 1) {
      // `work` waits its poll interval after each single job, so the loop that an adopter would write.
      await Promise.all(
        Array.from({ length: concurrency }, async () => {
          while (await this.fetchAndComplete());
        }),
      );
      return;
    }
    await this.boss.work(
      QUEUE,
      {
        batchSize: batch,
        localConcurrency: concurrency,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 0.5,
      },
      async () => {},
    );
    // Its workers do not say when the last outcome is written.
    await untilNoneOpen(
      this.url,
      `select 1 from pgboss.job where name = '${QUEUE}' and state < 'completed' limit 1`,
    );
  }

  private async fetchAndComplete(): Promise<boolean> {
    const [job] = await this.boss.fetch(QUEUE);
    if (job) {
      await this.boss.complete(QUEUE, job.id);
    }
    return job !== undefined;
  }

  async dequeueOne(): Promise<void> {
    await this.fetchAndComplete();
  }

  async work(onJob: () => void): Promise<void> {
    await this.boss.work(
      QUEUE,
      { batchSize: 1, pollingIntervalSeconds: 2 },
      async () => onJob(),
    );
  }

  async stopWorkers(): Promise<void> {
    await this.boss.offWork(QUEUE);
  }

  async close(): Promise<void> {
    await this.boss.stop({ graceful: false, close: true });
  }
}

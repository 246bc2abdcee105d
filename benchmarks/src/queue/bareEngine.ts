import createKnex, { Knex } from 'knex';
import { payloadOf, QueueEngine, WorkerSettings } from './QueueEngine';

const FILL_BATCH = 10_000;

/**
 * What a queue on PostgreSQL cannot do without, by hand: claim a batch, finish it, keep the rows. No retries, no
 * fencing, no fairness, nothing told: the limit that a product is measured against.
 */
export class BareEngine implements QueueEngine {
  private readonly knex: Knex;

  constructor(url: string, connections: number) {
    this.knex = createKnex({
      client: 'pg',
      connection: url,
      pool: { min: 0, max: connections },
    });
  }

  async prepare(): Promise<void> {
    await this.knex.raw(`
      create table jobs (
        id bigserial primary key,
        kind text not null,
        key text not null,
        priority integer not null default 0,
        payload text not null,
        state text not null default 'ready',
        run_at timestamptz not null default now(),
        lease_until timestamptz,
        finished_at timestamptz
      );
      create index jobs_ready on jobs (kind, priority, run_at, id) where state = 'ready';
      create index jobs_leased on jobs (lease_until) where state = 'leased';
      create unique index jobs_live on jobs (kind, key) where state in ('ready', 'leased');`);
  }

  async fill(jobs: number): Promise<void> {
    for (let from = 0; from < jobs; from += FILL_BATCH) {
      await this.enqueueMany(from, Math.min(FILL_BATCH, jobs - from));
    }
  }

  /** In a transaction, because a product enqueues together with what the job is about. */
  async enqueueOne(number: number): Promise<void> {
    await this.knex.transaction(tx =>
      tx.raw(`insert into jobs (kind, key, payload) values ('bench', ?, ?)`, [
        `key-${number}`,
        JSON.stringify(payloadOf(number)),
      ]),
    );
  }

  async enqueueMany(from: number, count: number): Promise<void> {
    const numbers = Array.from({ length: count }, (_, index) => from + index);
    await this.knex.transaction(tx =>
      tx.raw(
        `insert into jobs (kind, key, payload)
         select 'bench', key, payload from unnest(?::text[], ?::text[]) as specs(key, payload)`,
        [
          numbers.map(number => `key-${number}`),
          numbers.map(number => JSON.stringify(payloadOf(number))),
        ],
      ),
    );
  }

  async work(): Promise<void> {
    throw new Error('The bare loop has nothing that wakes it');
  }

  async dequeueOne(): Promise<void> {
    await this.runBatch(1);
  }

  async countOpen(): Promise<number> {
    const { rows } = await this.knex.raw(
      `select count(*)::integer as jobs from jobs where state in ('ready', 'leased')`,
    );
    return rows[0].jobs;
  }

  async drain({ batch, concurrency }: WorkerSettings): Promise<void> {
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        while ((await this.runBatch(batch)) > 0);
      }),
    );
  }

  /** @returns the number of jobs that it found */
  async runBatch(batch: number): Promise<number> {
    const { rows } = await this.knex.raw(
      `update jobs set state = 'leased', lease_until = now() + interval '30 seconds'
       where id = any(array(
         select id from jobs where state = 'ready' and kind = 'bench' and run_at <= now()
         order by priority, run_at, id limit ? for update skip locked))
       returning id, payload`,
      [batch],
    );
    const ids = rows.map((row: { id: string; payload: string }) => {
      JSON.parse(row.payload);
      return row.id;
    });
    if (ids.length > 0) {
      await this.knex.raw(
        `update jobs set state = 'done', finished_at = now(), lease_until = null where id = any(?::bigint[])`,
        [ids],
      );
    }
    return ids.length;
  }

  /** Its workers end by themselves. */
  async stopWorkers(): Promise<void> {}

  async close(): Promise<void> {
    await this.knex.destroy();
  }
}

import { monitorEventLoopDelay } from 'node:perf_hooks';
import createKnex from 'knex';
import { answerAsProgram } from '../frame/runInFreshProcess';
import { OurEngine } from './ourEngine';
import { payloadOf } from './QueueEngine';

export interface SqliteInput {
  engine: 'ours' | 'bare loop';
  file: string;
  jobs: number;
}

export type SqliteOutput = {
  'jobs/s': number;
  /** The longest time for which nothing else could run. */
  'ms blocked at most': number;
};

const BARE_BATCH = 500;

/** Drains a queue in an SQLite file, as durable as the product keeps it. */
answerAsProgram<SqliteInput, SqliteOutput>(input =>
  input.engine === 'ours' ? drainOurs(input) : drainBare(input),
);

async function drainOurs({ file, jobs }: SqliteInput): Promise<SqliteOutput> {
  const engine = OurEngine.onSqlite(file);
  await engine.prepare();
  await engine.fill(jobs);
  const measured = await timed(jobs, () =>
    engine.drain({ batch: 250, concurrency: 500 }),
  );
  await engine.close();
  return measured;
}

async function drainBare({ file, jobs }: SqliteInput): Promise<SqliteOutput> {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: file },
    useNullAsDefault: true,
  });
  await knex.raw('pragma journal_mode = wal');
  await knex.raw('pragma synchronous = full');
  await knex.raw(
    `create table jobs (id integer primary key, kind text, key text, payload text, state text, run_at integer, lease_until integer, finished_at integer)`,
  );
  await knex.raw(
    `create index jobs_ready on jobs (kind, run_at, id) where state = 'ready'`,
  );
  await knex.raw(
    `create index jobs_leased on jobs (lease_until) where state = 'leased'`,
  );
  await knex.raw(
    `create unique index jobs_live on jobs (kind, key) where state in ('ready', 'leased')`,
  );
  const payloads = Array.from({ length: jobs }, (_, number) =>
    JSON.stringify(payloadOf(number)),
  );
  await knex.raw(
    `insert into jobs (kind, key, payload, state, run_at) select 'bench', 'key-' || key, value, 'ready', 0 from json_each(?)`,
    [JSON.stringify(payloads)],
  );
  const measured = await timed(jobs, async () => {
    let ids: number[];
    do {
      const rows: Array<{ id: number; payload: string }> = await knex.raw(
        `update jobs set state = 'leased', lease_until = 1 where id in (
           select id from jobs where state = 'ready' and kind = 'bench' and run_at <= 1 order by run_at, id limit ?)
         returning id, payload`,
        [BARE_BATCH],
      );
      ids = rows.map(({ id, payload }) => {
        JSON.parse(payload);
        return id;
      });
      await knex.raw(
        `update jobs set state = 'done', finished_at = 1, lease_until = null where id in (select value from json_each(?))`,
        [JSON.stringify(ids)],
      );
    } while (ids.length > 0);
  });
  await knex.destroy();
  return measured;
}

async function timed(
  jobs: number,
  drain: () => Promise<void>,
): Promise<SqliteOutput> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedAt = performance.now();
  await drain();
  const seconds = (performance.now() - startedAt) / 1000;
  delay.disable();
  return {
    'jobs/s': jobs / seconds,
    'ms blocked at most': delay.max / 1e6,
  };
}

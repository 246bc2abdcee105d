import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { Measurement } from '../frame/Benchmark';
import { median } from '../frame/statistics';
import { Place } from './controlPlaneConfig';
import { Replica } from './Replica';

const LOOK_MS = 250;

/** Longer than it may ever take. */
const DEADLINE_MS = 30 * 60_000;

/** Lets replicas work until every request of a database is ready. */
export async function makeReady(options: {
  replicas: number;
  requests: number;
  databaseUrl: string;
  directory: string;
  place: Omit<Place, 'cacheDirectory'>;
  signal: AbortSignal;
}): Promise<Measurement> {
  const { directory, place, requests, signal } = options;
  const replicas: Replica[] = [];
  const client = new Client({ connectionString: options.databaseUrl });
  await client.connect();
  const stop = () => replicas.forEach(replica => replica.kill());
  signal.addEventListener('abort', stop);
  try {
    for (let number = 0; number < options.replicas; number += 1) {
      const cacheDirectory = join(directory, `cache-${number}`);
      await mkdir(cacheDirectory);
      replicas.push(
        await Replica.start({ place: { ...place, cacheDirectory } }),
      );
    }
    const memory: number[] = [];
    const startedAt = performance.now();
    replicas.forEach(replica => replica.work());
    while ((await countReady(client)) < requests) {
      signal.throwIfAborted();
      if (performance.now() - startedAt > DEADLINE_MS) {
        throw new Error(
          `Expected ${requests} requests to become ready, got ${await countReady(
            client,
          )}`,
        );
      }
      await wait(LOOK_MS, undefined, { signal });
      memory.push(await replicas[0].memory());
    }
    const seconds = (performance.now() - startedAt) / 1000;
    const reports = await Promise.all(replicas.map(each => each.report()));
    await Promise.all(replicas.map(each => each.stop()));
    const sum = (of: (report: (typeof reports)[number]) => number) =>
      reports.reduce((total, report) => total + of(report), 0);
    return {
      s: seconds,
      'requests/s': requests / seconds,
      pushes: sum(({ pushes }) => pushes),
      'statements a request': sum(report => report.statements) / requests,
      'ms CPU a request': (sum(({ cpu }) => cpu) * 1000) / requests,
      database: Math.max(...reports.map(report => report.database)) / seconds,
      git: sum(({ git }) => git) / seconds,
      'MB at the end': memory[memory.length - 1],
      'memory last / second fifth': fifth(memory, 4) / fifth(memory, 1),
    };
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
    await client.end();
  }
}

async function countReady(client: Client): Promise<number> {
  const { rows } = await client.query(
    `select count(*)::integer as ready from requests where phase = 'ready'`,
  );
  return rows[0].ready;
}

/** The middle of the samples of one fifth of the time. */
function fifth(samples: readonly number[], number: number): number {
  const length = samples.length / 5;
  const from = Math.floor(number * length);
  return median(
    samples.slice(from, Math.max(from + 1, Math.floor((number + 1) * length))),
  );
}

import { setTimeout as wait } from 'node:timers/promises';
import { answerAsProgram } from '../frame/runInFreshProcess';
import { createEngine, EngineName } from './createEngine';
import { query } from './databases';
import { OurEngine } from './ourEngine';

export interface IdleInput {
  /** `no worker`: our tables and connections, and nobody who works. */
  engine: EngineName | 'no worker';
  url: string;
  seconds: number;
}

export type IdleOutput = {
  'tx/s': number;
  'ms CPU a second': number;
};

/** Lets workers wait for jobs that never come, and counts what that costs. */
answerAsProgram<IdleInput, IdleOutput>(
  async ({ engine: name, url, seconds }) => {
    const works = name !== 'no worker';
    const engine = createEngine(works ? name : 'ours', url, 8);
    await engine.prepare();
    if (works && engine instanceof OurEngine) {
      await engine.startWorker({
        settings: { batch: 4, concurrency: 4 },
        handle: async () => ({ type: 'done' }),
        otherKinds: Array.from({ length: 9 }, (_, index) => `kind-${index}`),
      });
    } else if (works) {
      await engine.work(() => {});
    }
    // Otherwise autovacuum does it at some time, a transaction for each catalog that the tables were entered in.
    await query(url, 'vacuum analyze');
    // What starts workers is not idling, and sessions tell within ten seconds what they did.
    await wait(12_000);
    const before = await countTransactions(url);
    const cpuBefore = process.cpuUsage();
    await wait(seconds * 1000);
    const cpu = process.cpuUsage(cpuBefore);
    // The sessions that count are transactions, too: one statement each.
    const transactions = (await countTransactions(url)) - before - 1;
    await engine.close();
    return {
      'tx/s': transactions / seconds,
      'ms CPU a second': (cpu.user + cpu.system) / 1000 / seconds,
    };
  },
);

async function countTransactions(url: string): Promise<number> {
  const [{ count }] = await query<{ count: string }>(
    url,
    `select xact_commit + xact_rollback as count from pg_stat_database where datname = current_database()`,
  );
  return Number(count);
}

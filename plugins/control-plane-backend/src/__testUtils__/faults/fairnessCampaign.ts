import { SystemClock } from '../../clock';
import { DatabaseJobQueue } from '../../queue/DatabaseJobQueue';
import { JobHandlers } from '../../queue/JobHandlers';
import { JobQueueConfig } from '../../queue/JobQueueConfig';
import { LocalJobWaker } from '../../queue/JobWaker';
import { JobWorker } from '../../queue/JobWorker';
import { SeededRandom } from '../crash/SeededRandom';
import { eachRun } from './eachRun';
import { FaultCampaign } from './FaultCampaign';
import { FaultDatabase, FaultDatabases } from './FaultDatabases';
import { silentLogger } from './silentLogger';

const WAITING = 10_000;
const ENQUEUED_AT_ONCE = 1000;
const KIND = 'work';
/** Far longer than it takes, so that only what never comes fails. */
const DEADLINE_MS = 30_000;

/** A team with an endless backlog, and one that comes later with a single job. */
export const fairnessCampaign: FaultCampaign = {
  id: 'fairness',
  title: `${WAITING} waiting jobs of one team, and then one of another team`,
  mustHold:
    'the single job starts in the first place that becomes free, with more than one worker',
  runs: { full: 20, short: 1 },
  databases: ['better-sqlite3', 'pg'],
  run: async context => {
    const databases = FaultDatabases.create(context.database);
    const waits: number[] = [];
    try {
      const outcome = await eachRun(context, {}, async run => {
        const database = await databases.open();
        try {
          const result = await compete(database, run);
          waits.push(result.waitMs);
          run.report(
            `${result.workers} workers; it started ${result.waitMs.toFixed(
              0,
            )} ms after a place was free, ${
              result.before
            } of the others before it`,
          );
          return result.before > 0
            ? [`${result.before} jobs of the other team started before it`]
            : [];
        } finally {
          await database.close();
        }
      });
      return {
        ...outcome,
        figures: { 'longest wait': `${Math.max(0, ...waits).toFixed(0)} ms` },
      };
    } finally {
      await databases.remove();
    }
  },
};

async function compete(
  { knex }: FaultDatabase,
  { random, signal }: { random: SeededRandom; signal: AbortSignal },
): Promise<{ workers: number; before: number; waitMs: number }> {
  const config: JobQueueConfig = {
    // With a single place nobody runs anything when it is free, and age decides.
    workers: random.between(2, 16),
    batch: 50,
    maxAttempts: 10,
    leaseSeconds: 30,
    pollMilliseconds: 1000,
    backoffSeconds: 2,
    maxBackoffSeconds: 600,
    retentionDays: 30,
    limits: {},
  };
  const clock = new SystemClock();
  const waker = new LocalJobWaker();
  const queue = DatabaseJobQueue.create({ knex, config, waker, clock });
  const enqueue = async (team: string, keys: string[]) => {
    await knex.transaction(tx =>
      queue.enqueue(
        tx,
        keys.map(key => ({
          kind: KIND,
          key,
          group: team,
          // What a team finds urgent is its own affair.
          priority: team === 'many' ? random.between(0, 9) : 0,
          payload: {},
        })),
      ),
    );
    queue.wake();
  };
  const running = new Map<string, () => void>();
  const started: string[] = [];
  let heard = () => {};
  const handlers = new JobHandlers().register(KIND, async job => {
    started.push(job.group);
    await new Promise<void>(resolve => {
      running.set(job.id, resolve);
      heard();
    });
    return { type: 'done' };
  });
  const startedTimes = (count: number) =>
    new Promise<void>((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`Only ${started.length} jobs started`)),
        DEADLINE_MS,
      );
      heard = () => {
        if (started.length >= count) {
          clearTimeout(late);
          resolve();
        }
      };
      heard();
    });
  for (let from = 0; from < WAITING; from += ENQUEUED_AT_ONCE) {
    signal.throwIfAborted();
    await enqueue(
      'many',
      Array.from({ length: ENQUEUED_AT_ONCE }, (_, index) => `${from + index}`),
    );
  }
  const worker = new JobWorker({
    queue,
    handlers,
    config,
    waker,
    clock,
    logger: silentLogger,
    owner: 'fairness',
  });
  worker.start();
  try {
    await startedTimes(config.workers);
    await enqueue('one', ['single']);
    const freedAt = performance.now();
    const ends = [...running.values()].slice(0, random.between(1, 2));
    const before = started.length;
    ends.forEach(end => end());
    await startedTimes(before + ends.length);
    // Those that take the other places that became free at the same time start beside it.
    const since = started.slice(before);
    return {
      workers: config.workers,
      before: since.includes('one') ? 0 : since.length,
      waitMs: performance.now() - freedAt,
    };
  } finally {
    const stopping = worker.stop({ graceMs: 0 });
    running.forEach(end => end());
    await stopping;
  }
}

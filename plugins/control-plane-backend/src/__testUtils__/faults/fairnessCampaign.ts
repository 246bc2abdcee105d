import { SystemClock } from '../../clock';
import { DatabaseJobQueue } from '../../queue/DatabaseJobQueue';
import { JobHandlers } from '../../queue/JobHandlers';
import { JobQueueConfig } from '../../queue/JobQueueConfig';
import { LocalJobWaker } from '../../queue/JobWaker';
import { JobWorker } from '../../queue/JobWorker';
import { SeededRandom } from '../crash/SeededRandom';
import { checkRecords } from './checkRecords';
import { eachRun } from './eachRun';
import { FaultCampaign } from './FaultCampaign';
import { FaultDatabase, FaultDatabases } from './FaultDatabases';
import { silentLogger } from './silentLogger';

const WAITING = 10_000;
const ENQUEUED_AT_ONCE = 1000;
/** More jobs than may come before the single one. */
const ENOUGH = 100;
const KIND = 'work';
/** Far longer than it takes, so that only what never comes fails. */
const DEADLINE_MS = 30_000;

/** Teams with long backlogs, and one that comes later with a single job. */
export const fairnessCampaign: FaultCampaign = {
  id: 'fairness',
  title: `${WAITING} waiting jobs of one team, some of others, and then one of yet another`,
  mustHold:
    'the single job waits for no more of the others than were running when it came or, where more teams wait than that, for one of each',
  runs: { full: 20, short: 1 },
  databases: ['better-sqlite3', 'pg'],
  run: async context => {
    const databases = FaultDatabases.create(context.database);
    let most = 0;
    try {
      const outcome = await eachRun(context, {}, async run => {
        const database = await databases.open();
        try {
          const result = await compete(database, run);
          most = Math.max(most, result.before);
          run.report(
            `${result.running} jobs running, ${result.teams} teams waiting; ${result.before} jobs of the others started before it`,
          );
          return [
            ...(result.before > Math.max(result.running, result.teams)
              ? [
                  `${result.before} jobs of the others started before it, and ${result.running} were running`,
                ]
              : []),
            // Most of the backlog is left.
            ...(await checkRecords(database.knex, { atRest: false })),
          ];
        } finally {
          await database.close();
        }
      });
      return { ...outcome, figures: { 'most jobs before it': most } };
    } finally {
      await databases.remove();
    }
  },
};

async function compete(
  { knex }: FaultDatabase,
  { random, signal }: { random: SeededRandom; signal: AbortSignal },
): Promise<{ running: number; teams: number; before: number }> {
  const config: JobQueueConfig = {
    workers: random.between(1, 16),
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
          priority: team === 'one' ? 0 : random.between(0, 9),
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
  const others = random.between(0, 8);
  for (let team = 1; team <= others; team += 1) {
    const keys = Array.from({ length: ENOUGH }, (_, n) => `${team}-${n}`);
    await enqueue(`team ${team}`, keys);
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
    const since = started.length;
    while (!started.includes('one')) {
      signal.throwIfAborted();
      if (started.length - since > ENOUGH) {
        break;
      }
      const [id, end] = random.pick([...running]);
      running.delete(id);
      const next = startedTimes(started.length + 1);
      end();
      await next;
    }
    const place = started.indexOf('one');
    return {
      running: config.workers,
      teams: others + 1,
      before: (place === -1 ? started.length : place) - since,
    };
  } finally {
    const stopping = worker.stop({ graceMs: 0 });
    running.forEach(end => end());
    await stopping;
  }
}

import { setTimeout as wait } from 'node:timers/promises';
import { dealInto } from '../crash/planCalls';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultRun } from './FaultCampaign';
import { percentile, seconds } from './figures';
import { WorkWorld } from './WorkWorld';

/** SQLite is for one replica; what else writes there is this process. */
const REPLICAS = { 'better-sqlite3': 1, pg: 3 };
const MOST_PUSHES_P95 = 3;
const LONGEST_MS = 180_000;

interface Size {
  writers: number;
  askedByEach: number;
}

/** How long the person waits between two pushes: longer than any team does, or hardly at all. */
const PACES = {
  steady: { leastMs: 300, mostMs: 2500 },
  hasty: { leastMs: 200, mostMs: 300 },
} as const;

/**
 * Many ask at once, several replicas publish to one branch, and a person pushes to it all the while.
 *
 * @remarks
 * How many pushes a batch takes says something only where the branch stands still now and then; against a hasty person it counts that
 * everything gets its turn.
 */
export const manyWriters = (
  size: Size,
  pace: keyof typeof PACES = 'steady',
): FaultCampaign => ({
  id: pace === 'steady' ? 'F12' : `F12-${pace}`,
  title: `${size.writers} writers ask for ${size.askedByEach} requests each while a ${pace} person pushes to the branch`,
  mustHold: `nothing lost, nothing twice, every commit of the person kept, all ready within ${seconds(
    LONGEST_MS,
  )}${
    pace === 'steady' ? `; at most ${MOST_PUSHES_P95} pushes a batch (p95)` : ''
  }`,
  runs: { full: 3, short: 1 },
  databases: ['better-sqlite3', 'pg'],
  isInJest: true,
  run: async context => {
    const pushes: number[] = [];
    let byPerson = 0;
    const outcome = await eachRun(context, {}, async run => {
      const world = await WorkWorld.create(context);
      const done = new AbortController();
      try {
        const perBatch = countPushes(world);
        const replicas = Array.from(
          { length: REPLICAS[context.database.client] },
          () => world.load(),
        );
        await Promise.all(replicas.map(replica => replica.begin(run.signal)));
        const startedAt = performance.now();
        const [kept, rests] = await Promise.all([
          pushUntil(done.signal, world, { ...run, ...PACES[pace] }),
          writeAll(world, size, run).finally(() => done.abort()),
        ]);
        const ms = performance.now() - startedAt;
        byPerson += kept.length;
        await perBatch.end();
        pushes.push(...perBatch.counts);
        run.report(
          `${world.calls.length} requests in ${
            perBatch.counts.length
          } batches, ${kept.length} commits of the person, ${seconds(ms)}`,
        );
        const all = await world.origin.git('rev-list', 'main');
        return [
          ...(rests ? [] : [`not all was ready within ${seconds(LONGEST_MS)}`]),
          ...kept
            .filter(commit => !all.includes(commit))
            .map(commit => `commit ${commit} of the person is gone`),
          ...(await world.judge()),
        ];
      } catch (error) {
        run.report(`the replicas said:\n${await world.lastWords()}`);
        throw error;
      } finally {
        await world.remove();
      }
    });
    const p95 = percentile(95, pushes);
    return {
      ...outcome,
      problems: [
        ...outcome.problems,
        ...(pace !== 'steady' || p95 <= MOST_PUSHES_P95
          ? []
          : [`p95 of pushes a batch is ${p95}, of all runs together`]),
      ],
      figures: {
        batches: pushes.length,
        'pushes a batch, p95': p95,
        'pushes a batch, most': Math.max(0, ...pushes),
        'commits of the person': byPerson,
      },
    };
  },
});

/** @returns whether everything came to be ready in time */
async function writeAll(
  world: WorkWorld,
  { writers, askedByEach }: Size,
  { random, signal }: FaultRun,
): Promise<boolean> {
  const calls = world.plan(writers * askedByEach, random);
  await Promise.all(
    dealInto(writers, calls).map(async mine => {
      for (const call of mine) {
        await world.ask([call]);
      }
    }),
  );
  return world.rests({ withinMs: LONGEST_MS, signal });
}

/** @returns the commits of the person */
async function pushUntil(
  done: AbortSignal,
  world: WorkWorld,
  pace: Pick<FaultRun, 'random'> & { leastMs: number; mostMs: number },
): Promise<string[]> {
  const commits: string[] = [];
  while (!done.aborted) {
    commits.push(
      await world.origin.personPushes(
        { [`notes/${commits.length % 7}.md`]: `${commits.length}\n` },
        `Note ${commits.length}`,
      ),
    );
    await wait(pace.random.between(pace.leastMs, pace.mostMs), undefined, {
      signal: done,
    }).catch(() => {});
  }
  return commits;
}

/** How many pushes each batch took: those that moved the branch to a commit of ours end one. */
function countPushes(world: WorkWorld) {
  const counts: number[] = [];
  let tried = 0;
  let landed = 0;
  const look = async () => {
    const count = Number(
      await world.origin.git(
        'rev-list',
        '--count',
        '--grep=^Control-Plane-Operation:',
        'main',
      ),
    );
    if (count > landed && tried > 0) {
      counts.push(tried);
      tried = 0;
    }
    landed = count;
  };
  world.onGit = async kind => {
    if (kind === 'push') {
      await look();
      tried += 1;
    }
    return undefined;
  };
  return { counts, end: look };
}

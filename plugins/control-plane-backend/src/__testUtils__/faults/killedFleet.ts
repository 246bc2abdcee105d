import { setTimeout as wait } from 'node:timers/promises';
import { SeededRandom } from '../crash/SeededRandom';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultContext, FaultRun } from './FaultCampaign';
import { longest, seconds } from './figures';
import { ReplicaProcess } from './ReplicaProcess';
import { turnOf } from './turnOf';
import { WorkWorld } from './WorkWorld';
import { WorldPool } from './WorldPool';

const REPLICAS = 3;
const RUNS_PER_WORLD = 5;
/** One run of so many has the large backlog, so that fifty of them end within the hour. */
const LARGE_IN = 5;
/** Times as long as without a fault. */
const MOST_TIMES = 2;
/** A small backlog is done before the leases of the dead have run out and been found. */
const RESCUE_MS = 15_000;
const LONGEST_DRAIN_MS = 300_000;

interface Fleet {
  replicas: ReplicaProcess[];
}

/** Every replica at once is killed in the middle of a backlog, as when a cluster loses power, and started again. */
export function killedFleet({
  large,
  small,
}: {
  large: number;
  small: number;
}): FaultCampaign {
  return {
    id: 'F5',
    title: `all ${REPLICAS} replicas killed at once and started again, with a backlog of ${small}, in every ${LARGE_IN}th run of ${large}`,
    mustHold: `no request lost; the backlog is done within ${MOST_TIMES} times the time that it takes otherwise, a small one within ${
      RESCUE_MS / 1000
    } s more, until the leases of the dead are found`,
    runs: { full: 50, short: 1 },
    databases: ['pg'],
    isInJest: true,
    run: async context => {
      const figures: Array<{ backlog: number; ms: number; normalMs: number }> =
        [];
      const normal = new Map<number, number>();
      const pool = new WorldPool<Fleet>({
        database: context.database,
        runsPerWorld: RUNS_PER_WORLD,
        begin: async world => {
          const replicas = loadFleet(world);
          await begin(replicas, context);
          return { replicas };
        },
      });
      try {
        const outcome = await eachRun(context, {}, run =>
          pool.use(run, async ({ world, kept }) => {
            const { random, signal } = run;
            const backlog = turnOf(
              [large, ...Array.from({ length: LARGE_IN - 1 }, () => small)],
              run,
            );
            const normalMs =
              normal.get(backlog) ??
              // With random numbers of its own: only the first run of its kind measures.
              (await drain(world, backlog, {
                ...run,
                random: new SeededRandom(run.seed),
              }));
            normal.set(backlog, normalMs);
            const next = loadFleet(world);
            const killAfterMs = random.between(0, normalMs / 2);
            const draining = drain(world, backlog, run);
            // Looked at below; a failure before that must not count as unhandled.
            draining.catch(() => {});
            await wait(killAfterMs, undefined, { signal });
            await Promise.all(
              kept.replicas.map(replica =>
                replica.kill(random.pick(['process', 'tree'])),
              ),
            );
            kept.replicas = next;
            await begin(next, run);
            const ms = await draining;
            figures.push({ backlog, ms, normalMs });
            run.report(
              `backlog of ${backlog}, killed after ${seconds(
                killAfterMs,
              )}, done after ${seconds(ms)}, otherwise ${seconds(normalMs)}`,
            );
            const most =
              MOST_TIMES * normalMs + (backlog > small ? 0 : RESCUE_MS);
            return [
              ...(ms <= most
                ? []
                : [
                    `the backlog of ${backlog} took ${seconds(
                      ms,
                    )}, at most ${seconds(most)}`,
                  ]),
              ...(await world.judge()),
            ];
          }),
        );
        return {
          ...outcome,
          figures: Object.fromEntries(
            [...normal].map(([backlog, ms]) => [
              `backlog of ${backlog}`,
              `${seconds(ms)} without a fault, ${longest(
                figures
                  .filter(figure => figure.backlog === backlog)
                  .map(figure => figure.ms),
              )} with one`,
            ]),
          ),
        };
      } finally {
        await pool.remove();
      }
    },
  };
}

function loadFleet(world: WorkWorld): ReplicaProcess[] {
  return Array.from({ length: REPLICAS }, () => world.load());
}

async function begin(
  replicas: readonly ReplicaProcess[],
  { signal }: Pick<FaultContext, 'signal'>,
): Promise<void> {
  await Promise.all(replicas.map(replica => replica.begin(signal)));
}

/** @returns milliseconds until the backlog that is asked for now is done */
async function drain(
  world: WorkWorld,
  backlog: number,
  { random, signal }: FaultRun,
): Promise<number> {
  const startedAt = performance.now();
  await world.ask(world.plan(backlog, random));
  if (!(await world.rests({ withinMs: LONGEST_DRAIN_MS, signal }))) {
    throw new Error(`Expected the backlog of ${backlog} to be done by now`);
  }
  return performance.now() - startedAt;
}

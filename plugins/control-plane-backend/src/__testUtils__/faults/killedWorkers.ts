import { setTimeout as wait } from 'node:timers/promises';
import { ReplicaProcess } from './ReplicaProcess';
import { eachRun } from './eachRun';
import { FaultCampaign } from './FaultCampaign';
import { longest } from './figures';
import { WorldPool } from './WorldPool';

const RUNS_PER_WORLD = 10;
/** Runs wait most of their time, for leases to run out. */
const AT_ONCE = 4;
const LONGEST_RESTART_MS = 45_000;
const MOMENT_MS = 20_000;

/** The one who works is killed around its push, and another one takes up what it left. */
export const killedWorkers: FaultCampaign = {
  id: 'F1',
  title: 'the worker killed 0 to 90 ms after its push began',
  mustHold:
    'no request lost, no operation twice, all ready within 45 s of the kill',
  runs: { full: 200, short: 2 },
  databases: ['better-sqlite3', 'pg'],
  isInJest: true,
  run: async context => {
    const restartMs: number[] = [];
    const pool = new WorldPool<{ victim: ReplicaProcess }>({
      database: context.database,
      runsPerWorld: RUNS_PER_WORLD,
      begin: async world => ({ victim: await world.start(context.signal) }),
    });
    try {
      const outcome = await eachRun(context, { atOnce: AT_ONCE }, run =>
        pool.use(run, async ({ world, kept }) => {
          const { random, signal } = run;
          const delayMs = random.between(0, 90);
          const scope = random.pick(['process', 'tree'] as const);
          const holdMs = random.pick([0, 0, 0, 300, 1500]);
          const next = world.load();
          let isMoment = true;
          world.onGit = async kind => {
            if (kind === 'push' && isMoment) {
              isMoment = false;
              await wait(holdMs);
            }
            return undefined;
          };
          const pushed = world.moments.arm('push', 1);
          await world.ask(world.plan(random.between(1, 4), random));
          await Promise.race([pushed, wait(MOMENT_MS, undefined, { signal })]);
          const came = !isMoment;
          await wait(delayMs, undefined, { signal });
          await kept.victim.kill(scope);
          const killedAt = performance.now();
          await next.begin(signal);
          kept.victim = next;
          const isAtRest = await world.rests({
            withinMs: LONGEST_RESTART_MS,
            signal,
          });
          const ms = performance.now() - killedAt;
          restartMs.push(ms);
          run.report(
            `${scope} killed ${delayMs} ms after its push, which was held for ${holdMs} ms; at rest after ${(
              ms / 1000
            ).toFixed(1)} s`,
          );
          return [
            ...(came ? [] : ['no push came to be killed at']),
            ...(isAtRest ? [] : ['not all ready within 45 s of the kill']),
            ...(await world.judge()),
          ];
        }),
      );
      return { ...outcome, figures: { 'longest restart': longest(restartMs) } };
    } finally {
      await pool.remove();
    }
  },
};

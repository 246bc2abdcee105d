import { setTimeout as wait } from 'node:timers/promises';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultContext } from './FaultCampaign';
import { longest, percentile, seconds } from './figures';
import { ApiAnswer } from './LoadBalancer';
import { MemoryCurve } from './MemoryCurve';
import { ServedWorld } from './ServedWorld';
import { SoakCaller } from './SoakCaller';
import { useServedWorld } from './useServedWorld';
import { waitUntil } from './waitUntil';
import { countLiveJobs } from './countRows';

const MINUTES = 30;
const CALLS_A_SECOND = 10;
/** Part of what is asked of Git that fails, each in one of the ways in which servers fail. */
const FAULTS = 0.05;
/** Every so often all database connections of the replicas are ended by the server. */
const CUT_EVERY_MS = 60_000;
const SAMPLE_EVERY_MS = 5000;
const MOST_GROWTH = 0.1;
/** In less time caches still fill and code is still compiled. */
const JUDGED_FROM_MINUTES = 10;
const LONGEST_REST_MS = 300_000;

/** Two replicas under a steady load with faults among it, for as long as one likes. */
export const soak: FaultCampaign = {
  id: 'F30',
  title: `${CALLS_A_SECOND} calls a second on two replicas with ${
    FAULTS * 100
  } % faults, for ${MINUTES} minutes or as --minutes says`,
  mustHold: `memory flat within ${
    MOST_GROWTH * 100
  } % after the first quarter, no invariant broken, no call refused`,
  runs: { full: 1, short: 1 },
  databases: ['pg'],
  onlyWhenNamed: true,
  run: async context => {
    const minutes = context.minutes ?? MINUTES;
    return useServedWorld(context, { replicas: 2 }, async world => {
      const figures: Record<string, string | number> = {};
      await world.startAll(context.signal);
      const outcome = await eachRun(
        { ...context, runs: 1 },
        {},
        async ({ seed, random, signal, report }) => {
          const ended = new AbortController();
          const caller = new SoakCaller(world, random, signal);
          const memory = new MemoryCurve(
            [0, 1].map(replica => world.life(replica).process.pid ?? 0),
          );
          breakGit(world, random);
          const background = Promise.all([
            every(SAMPLE_EVERY_MS, ended.signal, () => memory.sample()),
            every(CUT_EVERY_MS, ended.signal, () => cutConnections(world)),
          ]);
          const answers = await load(caller, minutes, signal).finally(() =>
            ended.abort(),
          );
          await background;
          world.server.onRequest = () => undefined;
          const rests = await waitUntil(
            async () => (await countLiveJobs(world.database)) === 0,
            { withinMs: LONGEST_REST_MS, signal },
          );
          const drawn = await memory.write(
            context.outputFolder ?? world.origin.folder,
            `soak-${seed}`,
          );
          const ms = answers.map(answer => answer.ms);
          Object.assign(figures, {
            calls: answers.length,
            requests: world.calls.length,
            'answer p50': seconds(percentile(50, ms)),
            'answer p95': seconds(percentile(95, ms)),
            'slowest answer': longest(ms),
            'answers by status, 0 is none': [...world.balancer.statuses]
              .map(([status, count]) => `${status}: ${count}`)
              .join(', '),
            memory: memory.inWords(),
            drawn: drawn.join(', '),
          });
          report(`${minutes} minutes`);
          return [
            ...memory
              .growth()
              .filter(
                growth =>
                  growth > MOST_GROWTH && minutes >= JUDGED_FROM_MINUTES,
              )
              .map(
                growth =>
                  `memory grew by ${(growth * 100).toFixed(
                    1,
                  )} % after the first quarter`,
              ),
            ...caller.refused(answers),
            ...(rests ? [] : ['not all was done']),
            ...[0, 1]
              .map(replica => world.life(replica).process)
              .filter(({ hasEnded }) => hasEnded)
              .map(({ end }) => `a backend ended with ${end}`),
            ...(await world.judge()),
          ];
        },
      );
      return { ...outcome, figures };
    });
  },
};

async function load(
  caller: SoakCaller,
  minutes: number,
  signal: AbortSignal,
): Promise<ApiAnswer[]> {
  const answers: Array<Promise<ApiAnswer | undefined>> = [];
  const startedAt = performance.now();
  for (;;) {
    const due = (answers.length * 1000) / CALLS_A_SECOND;
    if (due > minutes * 60_000) {
      const given = await Promise.all(answers);
      return given.flatMap(answer => answer ?? []);
    }
    const early = due - (performance.now() - startedAt);
    if (early > 0) {
      await wait(early, undefined, { signal });
    }
    answers.push(caller.call());
  }
}

function breakGit(
  world: ServedWorld,
  random: { between(min: number, max: number): number },
): void {
  const faults = ['cut', 'drop_reply', 503] as const;
  world.server.onRequest = kind => {
    const isFault = random.between(1, 1000) <= FAULTS * 1000;
    const fault = faults[random.between(0, faults.length - 1)];
    if (!isFault || (fault === 'drop_reply' && kind !== 'push')) {
      return undefined;
    }
    return fault;
  };
}

async function cutConnections(world: ServedWorld): Promise<void> {
  await world.database.read(knex =>
    knex.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    ),
  );
}

async function every(
  milliseconds: number,
  signal: FaultContext['signal'],
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await work();
    await wait(milliseconds, undefined, { signal }).catch(() => {});
  }
}

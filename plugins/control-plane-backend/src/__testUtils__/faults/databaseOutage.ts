import { setTimeout as wait } from 'node:timers/promises';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultRun } from './FaultCampaign';
import { longest, seconds } from './figures';
import { insistOn } from './insistOn';
import { ApiAnswer, createCall } from './LoadBalancer';
import { ServedWorld } from './ServedWorld';
import { turnOf } from './turnOf';
import { useServedWorld } from './useServedWorld';

const LONGEST_ANSWER_MS = 10_000;
const LONGEST_RECOVERY_MS = 15_000;
const LONGEST_REST_MS = 60_000;
const LONG_OUTAGE_S = 60;

/** PostgreSQL stops under a backend that works, and comes back. */
export const databaseOutage: FaultCampaign = {
  id: 'F9',
  title: `PostgreSQL stopped for ${LONG_OUTAGE_S} s, and in every other run for 3 to 15 s`,
  mustHold:
    'the API answers 503 with Retry-After, no backend ends, no job is lost',
  runs: { full: 20, short: 2 },
  databases: ['pg'],
  run: async context => {
    const { postgres } = context;
    if (!postgres) {
      throw new Error(
        'Expected a PostgreSQL of our own to stop; npm run faults starts one',
      );
    }
    const recoveryMs: number[] = [];
    return useServedWorld(context, { replicas: 1 }, async world => {
      await world.startAll(context.signal);
      const outcome = await eachRun(context, {}, async run => {
        const outageS = turnOf([LONG_OUTAGE_S, run.random.between(3, 15)], run);
        const calls = world.plan(10, run.random);
        await insistOn(world, calls.slice(0, 5), run.signal);
        await wait(run.random.between(0, 1500));
        await postgres.do('halt');
        const answers = await askFor(outageS, world, run).finally(() =>
          postgres.do('resume'),
        );
        const resumedAt = performance.now();
        await insistOn(world, calls.slice(5), run.signal);
        const ms = performance.now() - resumedAt;
        recoveryMs.push(ms);
        const rests = await world.rests({
          withinMs: LONGEST_REST_MS,
          signal: run.signal,
        });
        run.report(
          `stopped for ${outageS} s, ${answers.length} answers within ${longest(
            answers.map(answer => answer.ms),
          )}, served again after ${seconds(ms)}`,
        );
        const { hasEnded, process } = world.life(0);
        return [
          ...answers
            .filter(
              answer =>
                answer.status !== 503 ||
                answer.retryAfter === undefined ||
                answer.ms > LONGEST_ANSWER_MS,
            )
            .map(
              answer =>
                `answered ${answer.status} after ${seconds(answer.ms)}: ${
                  answer.text
                }`,
            ),
          ...(hasEnded ? [`the backend ended with ${process.end}`] : []),
          ...(ms <= LONGEST_RECOVERY_MS
            ? []
            : [`served again only after ${seconds(ms)}`]),
          ...(rests ? [] : ['not all was done']),
          ...(await world.judge()),
        ];
      });
      return {
        ...outcome,
        figures: { 'longest until served': longest(recoveryMs) },
      };
    });
  },
};

/** Asks while nobody can answer. */
async function askFor(
  outageS: number,
  world: ServedWorld,
  { random, signal }: FaultRun,
): Promise<ApiAnswer[]> {
  const answers: ApiAnswer[] = [];
  const end = performance.now() + outageS * 1000;
  while (performance.now() < end) {
    const [call] = world.plan(1, random);
    answers.push(
      await world.balancer.ask(0, createCall(call)),
      await world.balancer.ask(0, {
        method: 'GET',
        path: '/v1/environment-requests?limit=5',
      }),
    );
    await wait(250, undefined, { signal });
  }
  return answers;
}

import { eachRun } from './eachRun';
import { FaultCampaign, FaultRun } from './FaultCampaign';
import { longest, seconds } from './figures';
import { insistOn } from './insistOn';
import { createCall } from './LoadBalancer';
import { ServedWorld } from './ServedWorld';
import { useServedWorld } from './useServedWorld';
import { waitUntil } from './waitUntil';

const LONGEST_ANSWER_MS = 10_000;
const LONGEST_RECOVERY_MS = 15_000;
const LONGEST_REST_MS = 60_000;
/** Calls that are under way when the network falls silent; those beyond the pool would wait for the limit twice. */
const CALLS = 6;

/** The network to the database takes everything and delivers nothing, and nobody is told. */
export const halfOpenDatabase: FaultCampaign = {
  id: 'F8',
  title: 'the network to the database falls silent without a word, and heals',
  mustHold:
    'whoever asks is answered 503 within 10 s; the health report turns red, and green again',
  runs: { full: 20, short: 1 },
  databases: ['pg'],
  run: async context => {
    const answerMs: number[] = [];
    const recoveryMs: number[] = [];
    return useServedWorld(
      context,
      { replicas: 1, withProxy: true },
      async world => {
        await world.startAll(context.signal);
        const outcome = await eachRun(context, {}, async run => {
          const problems: string[] = [];
          const calls = world.plan(CALLS, run.random);
          await insistOn(world, calls.slice(0, 2), run.signal);
          world.proxy?.swallow();
          const [answers, isRed] = await Promise.all([
            Promise.all(
              calls
                .slice(2)
                .map(call => world.balancer.ask(0, createCall(call))),
            ),
            turns(world, run, 'red'),
          ]);
          answerMs.push(...answers.map(({ ms }) => ms));
          problems.push(
            ...answers
              .filter(
                ({ status, retryAfter, ms }) =>
                  status !== 503 ||
                  retryAfter === undefined ||
                  ms > LONGEST_ANSWER_MS,
              )
              .map(
                ({ status, ms, text }) =>
                  `answered ${status} after ${seconds(ms)}: ${text}`,
              ),
            ...(isRed ? [] : ['the health report did not turn red']),
          );

          world.proxy?.heal();
          const healedAt = performance.now();
          const isGreen = await turns(world, run, 'green');
          await insistOn(world, calls.slice(2), run.signal);
          const ms = performance.now() - healedAt;
          recoveryMs.push(ms);
          const rests = await world.rests({
            withinMs: LONGEST_REST_MS,
            signal: run.signal,
          });
          run.report(
            `answered within ${longest(
              answers.map(answer => answer.ms),
            )}, served again after ${seconds(ms)}`,
          );
          return [
            ...problems,
            ...(isGreen ? [] : ['the health report did not turn green again']),
            ...(ms <= LONGEST_RECOVERY_MS
              ? []
              : [`served again only after ${seconds(ms)}`]),
            ...(rests ? [] : ['not all was done']),
            ...(await world.judge()),
          ];
        });
        return {
          ...outcome,
          figures: {
            'longest answer meanwhile': longest(answerMs),
            'longest until served': longest(recoveryMs),
          },
        };
      },
    );
  },
};

/** Whether the health report comes to say that the database is down, or that it is not. */
function turns(
  world: ServedWorld,
  { signal }: FaultRun,
  colour: 'red' | 'green',
): Promise<boolean> {
  return waitUntil(
    async () => {
      const { text } = await world.balancer.ask(0, {
        method: 'GET',
        path: '/v1/health',
      });
      return /"status": ?"down"/.test(text) === (colour === 'red');
    },
    { withinMs: 2 * LONGEST_ANSWER_MS, signal },
  );
}

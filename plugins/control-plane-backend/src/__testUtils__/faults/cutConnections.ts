import { setTimeout as wait } from 'node:timers/promises';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultRun } from './FaultCampaign';
import { longest, seconds } from './figures';
import { insistOn } from './insistOn';
import { createCall } from './LoadBalancer';
import { ServedWorld } from './ServedWorld';
import { useServedWorld } from './useServedWorld';

const LONGEST_RECOVERY_MS = 5000;
const LONGEST_REST_MS = 60_000;

/** Connections to the database break while transactions are under way. */
export const cutConnections: FaultCampaign = {
  id: 'F7',
  title:
    'all database connections cut in the middle, by the server or by the network',
  mustHold:
    'no half state; who asks is told to ask again, and is served within 5 s',
  runs: { full: 200, short: 2 },
  databases: ['pg'],
  run: async context => {
    const recoveryMs: number[] = [];
    return useServedWorld(
      context,
      { replicas: 1, withProxy: true },
      async world => {
        await world.startAll(context.signal);
        const outcome = await eachRun(context, {}, async run => {
          const way = run.random.pick(['terminated', 'reset'] as const);
          const calls = world.plan(run.random.between(1, 4), run.random);
          const delayMs = run.random.between(0, 60);
          const asked = Promise.all(
            calls.map(call => world.balancer.ask(0, createCall(call))),
          );
          await wait(delayMs, undefined, { signal: run.signal });
          await cut(world, way);
          const cutAt = performance.now();
          const answers = await asked;
          await insistOn(world, calls, run.signal);
          const ms = performance.now() - cutAt;
          recoveryMs.push(ms);
          run.report(
            `${way} after ${delayMs} ms, answers ${answers.map(
              ({ status }) => status,
            )}, all served after ${seconds(ms)}`,
          );
          return [
            ...answers.flatMap(({ status, retryAfter, text }) =>
              // 200: committed although nobody was told so, and found again.
              [200, 201].includes(status) || (status === 503 && retryAfter)
                ? []
                : [
                    `answered ${status} without a word of when: ${text.slice(
                      0,
                      300,
                    )}`,
                  ],
            ),
            ...(ms <= LONGEST_RECOVERY_MS
              ? []
              : [`served again only after ${seconds(ms)}`]),
            ...(await left(world, run)),
          ];
        });
        return {
          ...outcome,
          figures: { 'longest until served': longest(recoveryMs) },
        };
      },
    );
  },
};

async function cut(
  world: ServedWorld,
  way: 'terminated' | 'reset',
): Promise<void> {
  if (way === 'reset') {
    world.proxy?.reset();
    return;
  }
  await world.database.read(knex =>
    knex.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    ),
  );
}

async function left(world: ServedWorld, { signal }: FaultRun) {
  const rests = await world.rests({ withinMs: LONGEST_REST_MS, signal });
  return [
    ...(rests ? [] : ['not all was done']),
    ...(world.life(0).hasEnded
      ? [`the backend ended with ${world.life(0).process.end}`]
      : []),
    ...(await world.judge()),
  ];
}

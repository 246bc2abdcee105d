import { setTimeout as wait } from 'node:timers/promises';
import { countRows } from './countRows';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultRun } from './FaultCampaign';
import { RemoteRefusal, remoteRefusals } from './remoteRefusals';
import { turnOf } from './turnOf';
import { waitUntil } from './waitUntil';
import { WorkWorld } from './WorkWorld';
import { WorldPool } from './WorldPool';

const RUNS_PER_WORLD = 10;
const AT_ONCE = 2;
const LONGEST_UNTIL_TOLD_MS = 45_000;
const LONGEST_REST_MS = 60_000;
const WATCHED_MS = 4000;
/**
 * Calls of Git within that time. Most attempts make a handful. One that loses a race looks, fetches and pushes up to eight times, which is
 * forty calls, and leaves the branch alone after it; a loop without pauses makes hundreds.
 */
const MOST_CALLS = 40;

/** The Git server refuses in every way that servers have, and is mended. */
export const refusingRemotes: FaultCampaign = {
  id: 'F13',
  title: `a Git server that refuses, in ${remoteRefusals.length} ways in turn`,
  mustHold:
    'what passes is tried again by itself, what does not fails with reason and advice; no hot loop; all ready once mended',
  runs: { full: 10 * remoteRefusals.length, short: 2 },
  databases: ['better-sqlite3', 'pg'],
  run: async context => {
    let mostCalls = 0;
    const pool = new WorldPool({
      database: context.database,
      runsPerWorld: RUNS_PER_WORLD,
      begin: async world => {
        await world.start(context.signal);
        await world.rests({ withinMs: LONGEST_REST_MS, ...context });
        return {};
      },
    });
    try {
      const outcome = await eachRun(context, { atOnce: AT_ONCE }, run =>
        pool.use(run, async ({ world }) => {
          const refusal = turnOf(remoteRefusals, run);
          const { problems, calls } = await refuse(world, refusal, run);
          mostCalls = Math.max(mostCalls, calls);
          run.report(
            `${refusal.name}; ${calls} calls of Git in ${WATCHED_MS / 1000} s`,
          );
          return problems;
        }),
      );
      return {
        ...outcome,
        figures: {
          [`most calls of Git in ${WATCHED_MS / 1000} s`]: mostCalls,
        },
      };
    } finally {
      await pool.remove();
    }
  },
};

async function refuse(
  world: WorkWorld,
  refusal: RemoteRefusal,
  { random, signal }: FaultRun,
): Promise<{ problems: string[]; calls: number }> {
  const state = refusal.lasts === 'until it passes' ? 'pending' : 'failed';
  const end = await refusal.begin(world);
  let isEnded = false;
  try {
    const before = await countRefused(world, refusal, state);
    const ids = await world.ask(world.plan(2, random));
    const isTold = await waitUntil(
      async () =>
        (await countRefused(world, refusal, state)) - before === ids.length,
      { withinMs: LONGEST_UNTIL_TOLD_MS, signal },
    );
    const told = await describeRefused(world, ids);
    const callsBefore = world.server.requests.length;
    await wait(WATCHED_MS, undefined, { signal });
    const calls = world.server.requests.length - callsBefore;

    await end();
    isEnded = true;
    if (state === 'failed') {
      await waitUntil(
        async () =>
          (await countRows(world.database, 'requests', {
            id: ids,
            phase: ['failed'],
          })) === ids.length,
        { withinMs: LONGEST_REST_MS, signal },
      );
      await Promise.all(ids.map(id => world.door.reconcile(id)));
    }
    const rests = await world.rests({ withinMs: LONGEST_REST_MS, signal });
    return {
      calls,
      problems: [
        ...(isTold
          ? []
          : [`expected ${state} for ${refusal.reason}, got ${told}`]),
        ...(calls <= (state === 'failed' ? 0 : MOST_CALLS)
          ? []
          : [
              `${calls} calls of Git within ${WATCHED_MS / 1000} s (${
                refusal.name
              })`,
            ]),
        ...(rests ? [] : [`not all ready once ${refusal.name} was mended`]),
        ...(await world.judge()),
      ],
    };
  } finally {
    if (!isEnded) {
      await end();
    }
  }
}

/** Publications that say why, and what a person can do. */
async function countRefused(
  { database }: WorkWorld,
  { reason }: RemoteRefusal,
  state: string,
): Promise<number> {
  const ids = await database.read(knex =>
    knex('publications')
      .where({ state, reason })
      .whereNot('advice', '')
      .pluck('operation_id'),
  );
  return ids.length;
}

async function describeRefused(
  { database }: WorkWorld,
  requestIds: readonly string[],
): Promise<string> {
  const rows = await database.read(knex =>
    knex('publications')
      .whereIn('request_id', requestIds)
      .select('state', 'reason', 'message'),
  );
  return JSON.stringify(rows);
}

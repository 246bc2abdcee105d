import { setTimeout as wait } from 'node:timers/promises';
import { KillMoment } from '../crash/planKills';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultRun } from './FaultCampaign';
import { longest, seconds } from './figures';
import { ReplicaProcess } from './ReplicaProcess';
import { WorkWorld } from './WorkWorld';
import { WorldPool } from './WorldPool';

const RUNS_PER_WORLD = 10;
/** Runs wait most of their time, for leases to run out. */
const AT_ONCE = 3;
const MOMENT_MS = 20_000;
const LONGEST_REST_MS = 45_000;

/** `asked`: any time after the requests came in, such as within a transaction. */
const MOMENTS: ReadonlyArray<KillMoment | 'asked'> = [
  'asked',
  'fetch',
  'push-advertisement',
  'push',
];

/** One of two replicas hangs past its lease with whatever it was doing, and then goes on as if nothing had been. */
export const pausedReplicas: FaultCampaign = {
  id: 'F6',
  title: 'one of two replicas stopped past its lease and resumed',
  mustHold:
    'the other one does all the work meanwhile; what the first writes late is refused, and nothing comes twice',
  runs: { full: 100, short: 2 },
  databases: ['pg'],
  isInJest: true,
  run: async context => {
    const restMs: number[] = [];
    let refused = 0;
    const pool = new WorldPool({
      database: context.database,
      runsPerWorld: RUNS_PER_WORLD,
      begin: async world => {
        const start = () => world.start(context.signal);
        return { replicas: await Promise.all([start(), start()]) };
      },
    });
    try {
      const outcome = await eachRun(context, { atOnce: AT_ONCE }, run =>
        pool.use(run, async ({ world, kept: { replicas } }) => {
          const before = await countRefusals(world);
          const restedAfterMs = await pauseOne(world, replicas, run);
          if (restedAfterMs === undefined) {
            return [
              `the other replica did not do the work within ${seconds(
                LONGEST_REST_MS,
              )}`,
            ];
          }
          restMs.push(restedAfterMs);
          // The one that hung works again, and what it still had to say has been said.
          await world.ask(world.plan(2, run.random));
          const rests = await world.rests({
            withinMs: LONGEST_REST_MS,
            signal: run.signal,
          });
          refused += (await countRefusals(world)) - before;
          return [
            ...(rests ? [] : ['both replicas together did not come to rest']),
            ...replicas
              .filter(({ process }) => process.hasEnded)
              .map(({ process }) => `a replica ended with ${process.end}`),
            ...(await world.judge()),
          ];
        }),
      );
      return {
        ...outcome,
        figures: {
          'longest until the other one had done all': longest(restMs),
          'attempts that were refused': refused,
        },
      };
    } finally {
      await pool.remove();
    }
  },
};

/** @returns milliseconds until the other replica had done the work; undefined when it did not */
async function pauseOne(
  world: WorkWorld,
  replicas: readonly ReplicaProcess[],
  { random, signal, report }: FaultRun,
): Promise<number | undefined> {
  const moment = random.pick(MOMENTS);
  const delayMs = random.between(0, moment === 'asked' ? 250 : 60);
  const scope = random.pick(['process', 'tree'] as const);
  const came =
    moment === 'asked' ? Promise.resolve() : world.moments.arm(moment, 1);
  await world.ask(world.plan(random.between(1, 4), random));
  await Promise.race([came, wait(MOMENT_MS, undefined, { signal })]);
  await wait(delayMs, undefined, { signal });
  const owner = await ownerOfLane(world);
  const paused =
    replicas.find(({ process }) => process.pid === owner) ??
    random.pick(replicas);
  report(
    `${scope} ${
      owner === undefined ? 'without the lane' : 'with the lane'
    } stopped ${delayMs} ms after ${moment}`,
  );
  const pausedAt = performance.now();
  await paused.process.pause(scope);
  try {
    const rests = await world.rests({ withinMs: LONGEST_REST_MS, signal });
    return rests ? performance.now() - pausedAt : undefined;
  } finally {
    await paused.process.resume();
  }
}

/** Process id of the replica that has the lane, if any. */
async function ownerOfLane(world: WorkWorld): Promise<number | undefined> {
  const [owner] = await world.database.read(knex =>
    knex('jobs')
      .join('job_leases', 'job_leases.ticket', 'jobs.ticket')
      .where({ kind: 'publish-lane' })
      .pluck('owner'),
  );
  return typeof owner === 'string'
    ? Number(owner.slice(owner.lastIndexOf('/') + 1))
    : undefined;
}

/** Attempts whose end was not written because somebody else had the job. */
async function countRefusals(world: WorkWorld): Promise<number> {
  const lines = await world.database.read(knex =>
    knex('job_logs').whereLike('message', 'Lost its lease%').pluck('job_id'),
  );
  return lines.length;
}

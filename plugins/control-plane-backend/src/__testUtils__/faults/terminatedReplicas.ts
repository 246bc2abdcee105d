import { setTimeout as wait } from 'node:timers/promises';
import { eachRun } from './eachRun';
import { countRows } from './countRows';
import { FaultCampaign, FaultRun } from './FaultCampaign';
import { longest, seconds } from './figures';
import { insistOn } from './insistOn';
import { ServedWorld } from './ServedWorld';
import { useServedWorld } from './useServedWorld';

const JOBS = 20;
/** What `controlPlane.queue.shutdownSeconds` gives, and what Backstage needs besides. */
const GRACE_MS = 25_000;
const LONGEST_REST_MS = 90_000;

/** One of two replicas is asked to end while both work, as in a rolling deployment. */
export const terminatedReplicas: FaultCampaign = {
  id: 'F26',
  title: `one of two replicas asked to end while ${JOBS} requests are worked on`,
  mustHold: 'it finishes or gives back in time, and no job fails or is rescued',
  runs: { full: 20, short: 1 },
  databases: ['pg'],
  isInJest: true,
  run: async context => {
    const endMs: number[] = [];
    return useServedWorld(context, { replicas: 2 }, async world => {
      await world.startAll(context.signal);
      const outcome = await eachRun(context, {}, async run => {
        const replica = run.number % 2;
        const { end, ms, isOver } = await terminateOne(world, replica, run);
        endMs.push(ms);
        const rests = await world.rests({
          withinMs: LONGEST_REST_MS,
          signal: run.signal,
        });
        const problems = [
          ...(isOver ? [] : [`it had not ended after ${seconds(GRACE_MS)}`]),
          ...(end === 'code 0' ? [] : [`it ended with ${end}`]),
          ...(rests ? [] : ['the other one did not do all that was left']),
          ...(await failedJobs(world)),
          ...(await world.judge()),
        ];
        if (run.number < context.runs) {
          await world.start(replica, run.signal);
        }
        return problems;
      });
      return { ...outcome, figures: { 'longest end': longest(endMs) } };
    });
  },
};

async function terminateOne(
  world: ServedWorld,
  replica: number,
  { random, signal, report }: FaultRun,
) {
  const calls = world.plan(JOBS, random);
  const delayMs = random.between(0, 1500);
  const asking = insistOn(world, calls, signal);
  // Looked at below; a failure before that must not count as unhandled.
  asking.catch(() => {});
  await wait(delayMs, undefined, { signal });
  const { process } = world.life(replica);
  const startedAt = performance.now();
  process.terminate();
  const isOver = await Promise.race([
    process.gone().then(() => true),
    wait(GRACE_MS, false, { signal }),
  ]);
  const ms = performance.now() - startedAt;
  const { end } = process;
  await process.kill('tree');
  await asking;
  report(`ended after ${seconds(ms)}, asked ${delayMs} ms into the work`);
  return { end, ms, isOver };
}

/** A replica that ends well leaves nothing to be rescued, and no attempt that failed. */
async function failedJobs(world: ServedWorld): Promise<string[]> {
  const dead = await countRows(world.database, 'jobs', { state: ['dead'] });
  const rescued: string[] = await world.database.read(knex =>
    knex('jobs').whereLike('error_message', 'The lease of%').pluck('id'),
  );
  return [
    ...(dead === 0 ? [] : [`${dead} jobs are dead`]),
    ...rescued.map(id => `job ${id} had to be rescued`),
  ];
}

import { createFaultRemote } from './createFaultRemote';
import { eachRun } from './eachRun';
import { FaultCampaign } from './FaultCampaign';
import { FaultDatabases } from './FaultDatabases';
import { FaultWorld } from './FaultWorld';
import { randomRun } from './randomRun';

const STEPS = 50;
/** One run in so many writes to a real repository. */
const RUNS_PER_GIT = 20;
/** Where one call in five fails little gets far; some runs go further with fewer faults. */
const PERCENTS = [20, 20, 20, 5];

/** Whatever people and the product do, with faults everywhere. */
export const randomFaultsCampaign: FaultCampaign = {
  id: 'F4',
  title: `random faults at 20 % of the calls of all ports, ${STEPS} steps a run`,
  mustHold: 'every invariant, and nothing is left to do once the faults stop',
  runs: { full: 1000, short: 5 },
  databases: ['better-sqlite3', 'pg'],
  run: async context => {
    const databases = FaultDatabases.create(context.database);
    const sums = { faults: 0, requests: 0 };
    try {
      const outcome = await eachRun(
        {
          ...context,
          // One run in ten on the slower database, which differs in its SQL alone.
          runs:
            context.database.client === 'pg'
              ? Math.ceil(context.runs / 10)
              : context.runs,
        },
        {},
        async ({ number, random, report }) => {
          // Git takes longer than all the rest together.
          const remote =
            number % RUNS_PER_GIT === 0 ? await createFaultRemote() : undefined;
          const world = await FaultWorld.create(await databases.open(), {
            remote,
          });
          try {
            const percent = random.pick(PERCENTS);
            const result = await randomRun(world, {
              random,
              steps: STEPS,
              percent,
            });
            sums.faults += result.faults;
            sums.requests += result.requests;
            report(
              `${result.faults} faults (${percent} %), ${
                result.requests
              } requests${remote ? ', in Git itself' : ''}`,
            );
            return result.problems;
          } finally {
            await world.close();
            await remote?.origin.remove();
          }
        },
      );
      return { ...outcome, figures: sums };
    } finally {
      await databases.remove();
    }
  },
};

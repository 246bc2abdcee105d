import { createFaultRemote } from './createFaultRemote';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultResult, FaultRun } from './FaultCampaign';
import { FaultDatabases } from './FaultDatabases';
import { FaultWorld } from './FaultWorld';
import { randomRun } from './randomRun';

const STEPS = 50;
/** One run in so many writes to a real repository. */
const RUNS_PER_GIT = 20;
/** Runs that found something once: each campaign begins with them. */
const FOUND_SEEDS = [777_043];
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
      const run = async ({ seed, random, report }: FaultRun) => {
        // Git takes longer than all the rest together.
        const remote =
          seed % RUNS_PER_GIT === 0 ? await createFaultRemote() : undefined;
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
      };
      const outcomes: Array<Pick<FaultResult, 'runs' | 'problems'>> = [];
      for (const seed of FOUND_SEEDS) {
        outcomes.push(await eachRun({ ...context, seed, runs: 1 }, {}, run));
      }
      // One run in ten on the slower database, which differs in its SQL alone.
      const runs =
        context.database.client === 'pg'
          ? Math.ceil(context.runs / 10)
          : context.runs;
      outcomes.push(await eachRun({ ...context, runs }, {}, run));
      return {
        runs: outcomes.reduce((sum, outcome) => sum + outcome.runs, 0),
        problems: outcomes.flatMap(({ problems }) => problems),
        figures: sums,
      };
    } finally {
      await databases.remove();
    }
  },
};

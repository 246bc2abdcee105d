import { createFaultRemote } from './createFaultRemote';
import { eachRun } from './eachRun';
import { FaultCampaign, FaultResult, FaultRun } from './FaultCampaign';
import { FaultDatabases } from './FaultDatabases';
import { FaultWorld } from './FaultWorld';
import { READS_TOGETHER } from './ports/FaultPlan';
import { randomRun } from './randomRun';
import { turnOf } from './turnOf';

const STEPS = 50;
/** One run in so many writes to a real repository. */
const RUNS_PER_GIT = 20;
/** Runs that found something once: each campaign begins with them. */
const FOUND_SEEDS = [777_043, 75];
/** Where one call in five fails little gets far; some runs go further with fewer faults. */
const PERCENTS = [20, 20, 20, 5];

/** Whatever people and the product do, with faults everywhere. */
export const randomFaultsCampaign: FaultCampaign = {
  id: 'F4',
  title: `random faults at the calls of all ports, ${STEPS} steps a run: at 20 % of them, in one run of ${PERCENTS.length} at 5 %; a transaction is one call, and so are ${READS_TOGETHER} reads`,
  mustHold: 'every invariant, and nothing is left to do once the faults stop',
  // The slower database differs in its SQL alone.
  runs: { full: 1000, fullOnPostgres: 100, short: 5 },
  databases: ['better-sqlite3', 'pg'],
  isInJest: true,
  run: async context => {
    const databases = FaultDatabases.create(context.database);
    const sums = { faults: 0, requests: 0 };
    try {
      const run = async (given: FaultRun) => {
        const { seed, random, report } = given;
        // Git takes longer than all the rest together.
        const remote =
          seed % RUNS_PER_GIT === 0 ? await createFaultRemote() : undefined;
        const world = await FaultWorld.create(await databases.open(), {
          remote,
        });
        try {
          const percent = turnOf(PERCENTS, given);
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
      outcomes.push(await eachRun(context, {}, run));
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

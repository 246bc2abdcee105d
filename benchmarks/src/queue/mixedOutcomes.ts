import { Benchmark } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { withDatabase } from './databases';
import { CONNECTIONS, inBatches } from './drain';
import {
  MixedOutcomesInput,
  MixedOutcomesOutput,
} from './mixedOutcomesProgram';

/** Q7: each job has an outcome of its own, and those that differ do not hold up the rest. */
export const mixedOutcomes: Benchmark = {
  id: 'Q7',
  title: 'Drains jobs of which 1 % fail and 1 % are put off',
  async run(context) {
    const rows = await compareInRounds(
      context,
      [false, true].map(mixed => ({
        name: mixed ? 'mixed outcomes' : 'all done',
        measure: () =>
          withDatabase(context.postgresUrl, url =>
            runInFreshProcess<MixedOutcomesOutput>(
              require.resolve('./mixedOutcomesProgram'),
              {
                url,
                mixed,
                jobs: context.quick ? 10_000 : 50_000,
                settings: inBatches.ours,
                connections: CONNECTIONS,
              } satisfies MixedOutcomesInput,
              context.signal,
            ),
          ),
      })),
    );
    return {
      rows,
      ratios: [
        {
          name: 'mixed outcomes / all done',
          value:
            figureOf(rows, 'mixed outcomes', 'jobs/s') /
            figureOf(rows, 'all done', 'jobs/s'),
          goal: { atLeast: 0.85 },
        },
      ],
    };
  },
};

import { Benchmark } from '../frame/Benchmark';
import { figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { withDatabase } from './databases';
import { IdleInput, IdleOutput } from './idleProgram';

const engines = ['ours', 'no worker', 'graphile-worker', 'pg-boss'] as const;

/** Q8: what workers cost that have nothing to do. */
export const idle: Benchmark = {
  id: 'Q8',
  title: 'Waits: ours with 10 kinds and 4 workers, the peers with one kind',
  async run({ postgresUrl, quick, signal }) {
    // Beside each other: nobody does anything that another could feel.
    const rows = await Promise.all(
      engines.map(async engine => ({
        name: engine,
        figures: await withDatabase(postgresUrl, url =>
          runInFreshProcess<IdleOutput>(
            require.resolve('./idleProgram'),
            { engine, url, seconds: quick ? 15 : 60 } satisfies IdleInput,
            signal,
          ),
        ),
      })),
    );
    return {
      rows,
      ratios: [
        {
          // PostgreSQL's own housekeeping in a database commits, too.
          name: 'ours, transactions a second beyond no worker',
          value:
            figureOf(rows, 'ours', 'tx/s') -
            figureOf(rows, 'no worker', 'tx/s'),
          goal: { atMost: 0.3 },
        },
        {
          name: 'ours, ms CPU a second beyond no worker',
          value:
            figureOf(rows, 'ours', 'ms CPU a second') -
            figureOf(rows, 'no worker', 'ms CPU a second'),
          goal: { atMost: 3 },
        },
      ],
    };
  },
};

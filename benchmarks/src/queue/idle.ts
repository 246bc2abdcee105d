import { Benchmark } from '../frame/Benchmark';
import { figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { withDatabase } from './databases';
import { IdleInput, IdleOutput } from './idleProgram';

const engines = ['ours', 'graphile-worker', 'pg-boss'] as const;

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
          name: 'ours, transactions a second',
          value: figureOf(rows, 'ours', 'tx/s'),
          goal: { atMost: 0.3 },
        },
        {
          name: 'ours, ms CPU a second',
          value: figureOf(rows, 'ours', 'ms CPU a second'),
          goal: { atMost: 3 },
        },
      ],
    };
  },
};

import { join } from 'node:path';
import { Benchmark } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { SqliteInput, SqliteOutput } from './sqliteProgram';

/** Q9: the embedded database. */
export const sqlite: Benchmark = {
  id: 'Q9',
  title: 'Drains 10,000 jobs of an SQLite file (WAL, synchronous FULL)',
  async run(context) {
    let files = 0;
    const rows = await compareInRounds(
      context,
      (['ours', 'bare loop'] as const).map(engine => ({
        name: engine,
        measure: () =>
          runInFreshProcess<SqliteOutput>(
            require.resolve('./sqliteProgram'),
            {
              engine,
              file: join(context.directory, `drain-${++files}.sqlite`),
              jobs: 10_000,
            } satisfies SqliteInput,
            context.signal,
          ),
      })),
    );
    return {
      rows,
      ratios: [
        {
          name: 'ours / bare loop',
          value:
            figureOf(rows, 'ours', 'jobs/s') /
            figureOf(rows, 'bare loop', 'jobs/s'),
          goal: { atLeast: 0.4 },
        },
        {
          name: 'ours, ms blocked at most',
          value: figureOf(rows, 'ours', 'ms blocked at most'),
          goal: { atMost: 50 },
        },
      ],
    };
  },
};

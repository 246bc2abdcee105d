import { Benchmark } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { CONNECTIONS, inBatches } from './drain';
import { withDatabase } from './databases';
import { HistoryInput, HistoryOutput } from './historyProgram';

/** Q5: what a long history costs those that come now. */
export const history: Benchmark = {
  id: 'Q5',
  title: 'Drains 10,000 jobs beside up to a million that ended',
  async run(context) {
    const lengths = context.quick ? [0, 20_000] : [0, 100_000, 1_000_000];
    const measureAll = (urls: string[]) =>
      compareInRounds(
        context,
        lengths.map((finished, index) => ({
          name: `${finished / 1000}k ended`,
          measure: () =>
            runInFreshProcess<HistoryOutput>(
              require.resolve('./historyProgram'),
              {
                url: urls[index],
                finished,
                jobs: 10_000,
                settings: inBatches.ours,
                connections: CONNECTIONS,
              } satisfies HistoryInput,
              context.signal,
            ),
        })),
      );
    // One database each, kept over the rounds: making a history takes longer than what is timed.
    const rows = await lengths.reduceRight<
      (urls: string[]) => ReturnType<typeof measureAll>
    >(
      (next, _) => urls =>
        withDatabase(context.postgresUrl, url => next([...urls, url])),
      measureAll,
    )([]);
    const rate = (finished: number) =>
      figureOf(rows, `${finished / 1000}k ended`, 'jobs/s');
    return {
      rows,
      ratios: [
        {
          name: 'longest history / none',
          value: rate(lengths[lengths.length - 1]) / rate(0),
          goal: { atLeast: 0.9 },
        },
      ],
    };
  },
};

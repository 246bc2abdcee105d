import { Benchmark } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { EngineName } from './createEngine';
import { withDatabase } from './databases';
import { EnqueueInput, EnqueueOutput } from './enqueueProgram';

const engines: EngineName[] = [
  'ours',
  'pg-boss',
  'graphile-worker',
  'bare loop',
];

/** Q3: what it costs whoever asks for work. */
export const enqueue: Benchmark = {
  id: 'Q3',
  title: 'Enqueues jobs, one after the other and in batches of 1,000',
  async run(context) {
    const rows = await compareInRounds(
      context,
      engines.map(engine => ({
        name: engine,
        measure: () =>
          withDatabase(context.postgresUrl, url =>
            runInFreshProcess<EnqueueOutput>(
              require.resolve('./enqueueProgram'),
              {
                engine,
                url,
                single: context.quick ? 200 : 1000,
                many: context.quick ? 5_000 : 20_000,
                batch: 1000,
              } satisfies EnqueueInput,
              context.signal,
            ),
          ),
      })),
    );
    const ratio = (metric: keyof EnqueueOutput, peer: EngineName) =>
      figureOf(rows, 'ours', metric) / figureOf(rows, peer, metric);
    return {
      rows,
      ratios: (['single/s', 'in batches/s'] as const).flatMap(metric => [
        {
          name: `${metric}: ours / bare loop`,
          value: ratio(metric, 'bare loop'),
          goal: { atLeast: 0.75 },
        },
        {
          name: `${metric}: ours / pg-boss`,
          value: ratio(metric, 'pg-boss'),
          goal: { atLeast: metric === 'single/s' ? 1.3 : 1.5 },
        },
      ]),
      notes: [
        'Ours and the bare inserts run in a transaction, as enqueueing beside other writes does; the peers insert by themselves.',
      ],
    };
  },
};

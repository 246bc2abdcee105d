import { join } from 'node:path';
import { Benchmark, BenchmarkContext } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { withDatabase } from './databases';
import { LatencyInput, LatencyOutput } from './latencyProgram';

const engines = ['ours', 'graphile-worker', 'pg-boss'] as const;

/** Q4: how soon a job that nobody waits beside begins. */
export const startLatency: Benchmark = {
  id: 'Q4',
  title: 'Starts a single job on an idle queue, 15 to 35 ms apart',
  async run(context) {
    const samples = context.quick ? 50 : 150;
    let files = 0;
    const rows = await compareInRounds(context, [
      ...engines.map(engine => ({
        name: engine,
        measure: () =>
          withDatabase(context.postgresUrl, url =>
            measure(context, { engine, url, samples }),
          ),
      })),
      {
        name: 'ours on SQLite',
        measure: () =>
          measure(context, {
            engine: 'ours on SQLite',
            url: join(context.directory, `latency-${++files}.sqlite`),
            samples,
          }),
      },
    ]);
    const ratio = (metric: keyof LatencyOutput) => ({
      name: `${metric}: ours / graphile-worker`,
      value:
        figureOf(rows, 'ours', metric) /
        figureOf(rows, 'graphile-worker', metric),
      goal: { atMost: 1.5, aim: 1 },
    });
    return { rows, ratios: [ratio('ms p50'), ratio('ms p99')] };
  },
};

function measure(
  { signal }: BenchmarkContext,
  input: LatencyInput,
): Promise<LatencyOutput> {
  return runInFreshProcess<LatencyOutput>(
    require.resolve('./latencyProgram'),
    input,
    signal,
  );
}

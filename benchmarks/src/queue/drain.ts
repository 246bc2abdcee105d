import {
  Benchmark,
  BenchmarkContext,
  BenchmarkResult,
  Contender,
  Ratio,
} from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { EngineName } from './createEngine';
import { withDatabase } from './databases';
import { DrainInput, DrainOutput } from './drainProgram';
import { WorkerSettings } from './QueueEngine';

/** Of one process. */
export const CONNECTIONS = 12;

/** The best of each, found by trying. */
export const inBatches: Record<EngineName, WorkerSettings> = {
  ours: { batch: 1000, concurrency: 2000 },
  'pg-boss': { batch: 2000, concurrency: 2 },
  'graphile-worker': { batch: 1000, concurrency: 100 },
  'bare loop': { batch: 1000, concurrency: 2 },
};

const oneByOne: WorkerSettings = { batch: 1, concurrency: CONNECTIONS };

const engines: EngineName[] = [
  'ours',
  'pg-boss',
  'graphile-worker',
  'bare loop',
];

/** Q1: how fast a backlog is worked off, in batches. */
export const drainInBatches: Benchmark = {
  id: 'Q1',
  title: 'Drains a backlog of jobs that do nothing, one process',
  async run(context) {
    const results = [];
    for (const jobs of context.quick ? [10_000] : [10_000, 100_000]) {
      results.push(await drain(context, jobs, name => inBatches[name]));
    }
    return merge(results);

    async function drain(...args: Parameters<typeof compareEngines>) {
      const [, jobs] = args;
      const rows = await compareEngines(...args);
      const size = `${jobs / 1000}k jobs`;
      const rate = (name: EngineName) => figureOf(rows, name, 'jobs/s');
      const ratios: Ratio[] = [
        {
          name: `${size}: ours / pg-boss`,
          value: rate('ours') / rate('pg-boss'),
          goal: { atLeast: 1.5, aim: 2 },
        },
        {
          name: `${size}: ours / bare loop`,
          value: rate('ours') / rate('bare loop'),
          goal: { atLeast: 0.6, aim: 0.75 },
        },
        {
          name: `${size}: ours / graphile-worker`,
          value: rate('ours') / rate('graphile-worker'),
          goal: { atLeast: 1 },
        },
      ];
      return {
        rows: rows.map(row => ({ ...row, name: `${size}, ${row.name}` })),
        ratios,
      };
    }
  },
};

/** Q2: the same one by one: no batch hides the cost of a claim or of a commit. */
export const drainOneByOne: Benchmark = {
  id: 'Q2',
  title: `Drains jobs that are claimed one at a time, ${CONNECTIONS} beside each other`,
  async run(context) {
    const rows = await compareEngines(
      context,
      context.quick ? 500 : 2000,
      () => oneByOne,
    );
    const rate = (name: EngineName) => figureOf(rows, name, 'jobs/s');
    return {
      rows,
      ratios: [
        {
          name: 'ours / graphile-worker',
          value: rate('ours') / rate('graphile-worker'),
          goal: { atLeast: 0.85, aim: 1 },
        },
        {
          name: 'ours / pg-boss',
          value: rate('ours') / rate('pg-boss'),
          goal: { atLeast: 1.2 },
        },
        {
          name: 'bare loop / graphile-worker',
          value: rate('bare loop') / rate('graphile-worker'),
        },
      ],
    };
  },
};

async function compareEngines(
  context: BenchmarkContext,
  jobs: number,
  settingsOf: (name: EngineName) => WorkerSettings,
) {
  return compareInRounds(
    context,
    engines.map(
      (engine): Contender => ({
        name: engine,
        measure: () =>
          withDatabase(context.postgresUrl, url =>
            runInFreshProcess<DrainOutput>(
              require.resolve('./drainProgram'),
              {
                engine,
                url,
                jobs,
                settings: settingsOf(engine),
                connections: CONNECTIONS,
              } satisfies DrainInput,
              context.signal,
            ),
          ),
      }),
    ),
  );
}

function merge(results: BenchmarkResult[]): BenchmarkResult {
  return {
    rows: results.flatMap(({ rows }) => rows),
    ratios: results.flatMap(({ ratios }) => ratios),
  };
}

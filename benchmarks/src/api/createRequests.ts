import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Benchmark, BenchmarkContext, Measurement } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { CreateInput } from './createProgram';

const NAME = 'create beside no-op and bare commit';

/** A2: what a new request costs beyond what the framework takes for a call that does nothing. */
export const createRequests: Benchmark = {
  id: 'A2',
  title: 'Creates requests over HTTP, one after the other',
  async run(context) {
    const rows = await compareInRounds(context, [
      { name: NAME, measure: () => measure(context) },
    ]);
    return {
      rows,
      ratios: [
        {
          name: '(create - no-op) / bare commit',
          value:
            figureOf(rows, NAME, 'ms beyond no-op') /
            figureOf(rows, NAME, 'ms bare commit'),
          goal: { atMost: 3 },
        },
      ],
      notes: [
        'No-op: a GET of another plugin of the same backend, with a token. Bare commit: one insert of one row, by Knex.',
        'In between the relay of the outbox is given time to tell of the request, and no worker takes its job.',
      ],
    };
  },
};

let rounds = 0;

async function measure(context: BenchmarkContext): Promise<Measurement> {
  rounds += 1;
  const directory = join(context.directory, `create-${rounds}`);
  await mkdir(directory);
  return runInFreshProcess<Measurement>(
    require.resolve('./createProgram'),
    {
      directory,
      postgresUrl: context.postgresUrl,
      samples: context.quick ? 100 : 300,
    } satisfies CreateInput,
    context.signal,
  );
}

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Benchmark, BenchmarkContext, Measurement } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { CreateInput } from './createProgram';

const NAME = 'create beside no-op and bare commit';

/**
 * A2: what a new request costs beyond what the framework takes for a call that does nothing.
 *
 * @remarks
 * Timed in the service, whose catalog is cached by then: what a caller's HTTP client takes, and what comes after the
 * answer (the relay of the outbox, a look for jobs), is no part of it. The bare commit is one insert by Knex in the same
 * process, on a pool that the framework makes for another plugin. No worker takes what is created.
 */
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
        {
          name: '(create - no-op) / bare transaction',
          value:
            figureOf(rows, NAME, 'ms beyond no-op') /
            figureOf(rows, NAME, 'ms bare transaction'),
        },
      ],
      notes: [
        'All of it is timed in the service. No-op: a GET of another plugin of the same backend, with a token. Bare commit: one insert of one row by Knex; bare transaction: the same with a begin and a commit of its own.',
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

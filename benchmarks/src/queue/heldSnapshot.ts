import { Benchmark } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { runInFreshProcess } from '../frame/runInFreshProcess';
import { withDatabase } from './databases';
import { CONNECTIONS, inBatches } from './drain';
import { HeldSnapshotInput, HeldSnapshotOutput } from './heldSnapshotProgram';

/**
 * Q6: what a long transaction of somebody else costs.
 *
 * While it is open PostgreSQL keeps every dead row, and a loop that looks for the next job walks over all of them.
 */
export const heldSnapshot: Benchmark = {
  id: 'Q6',
  title:
    'Takes single jobs after 100,000 were worked off under an open snapshot',
  async run(context) {
    const cases = (['ours', 'bare loop'] as const).flatMap(engine =>
      [true, false].map(held => ({ engine, held })),
    );
    const nameOf = (engine: string, held: boolean) =>
      `${engine}, ${held ? 'snapshot held' : 'clean'}`;
    const rows = await compareInRounds(
      context,
      cases.map(({ engine, held }) => ({
        name: nameOf(engine, held),
        measure: () =>
          withDatabase(context.postgresUrl, url =>
            runInFreshProcess<HeldSnapshotOutput>(
              require.resolve('./heldSnapshotProgram'),
              {
                engine,
                held,
                url,
                jobs: context.quick ? 20_000 : 100_000,
                dequeues: 50,
                settings: inBatches[engine],
                connections: CONNECTIONS,
              } satisfies HeldSnapshotInput,
              context.signal,
            ),
          ),
      })),
    );
    const costOf = (engine: string) =>
      figureOf(rows, nameOf(engine, true), 'ms a dequeue, p50') /
      figureOf(rows, nameOf(engine, false), 'ms a dequeue, p50');
    return {
      rows,
      ratios: [
        {
          name: 'ours: held / clean',
          value: costOf('ours'),
          goal: { atMost: 5 },
        },
        { name: 'bare loop: held / clean', value: costOf('bare loop') },
      ],
    };
  },
};

import { deepEqual } from 'node:assert/strict';
import { Benchmark, BenchmarkContext } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { checkAll, createField, LARGEST, timed } from './Field';
import { RequestFiles } from './RequestPlan';

/** As many as the lane puts into one push. */
const BURST = 100;

export const unchanged: Benchmark = {
  id: 'G5',
  title: `Bursts of ${BURST} requests that change nothing`,
  async run(context) {
    const field = await createField(context, LARGEST);
    const { contender: ours, plan } = field.ours;
    const count = async () => ({
      commits: await ours.origin.countCommits(),
      objects: await ours.origin.countObjects(),
    });
    const rows = await compareInRounds(context, [
      {
        name: 'ours',
        async measure() {
          const bursts = Array.from({ length: burstsOf(context) }, () =>
            plan.take(BURST),
          );
          const first = await timed(() => inTurn(bursts, ours.push));
          const before = await count();
          const again = await timed(() => inTurn(bursts, ours.pushUnchanged));
          deepEqual(await count(), before);
          return {
            'ms a burst, first': first / bursts.length,
            'ms a burst, again': again / bursts.length,
          };
        },
      },
    ]);
    await checkAll([field]);
    return {
      rows,
      ratios: [
        {
          name: 'first / again',
          value:
            figureOf(rows, 'ours', 'ms a burst, first') /
            figureOf(rows, 'ours', 'ms a burst, again'),
          goal: { atLeast: 10 },
        },
      ],
      notes: ['The second time made no commit and no object, in no round.'],
    };
  },
};

/** Five rounds bring the 10,000 requests that the goal is for. */
function burstsOf({ quick }: BenchmarkContext): number {
  return quick ? 1 : 20;
}

async function inTurn(
  bursts: readonly RequestFiles[][],
  push: (requests: RequestFiles[]) => Promise<void>,
): Promise<void> {
  for (const requests of bursts) {
    await push(requests);
  }
}

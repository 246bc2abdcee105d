import { deepEqual } from 'node:assert/strict';
import { Benchmark } from '../frame/Benchmark';
import { compareInRounds, figureOf } from '../frame/compareInRounds';
import { checkAll, createField, LARGEST, timed } from './Field';

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
          const requests = plan.take(BURST);
          const first = await timed(() => ours.push(requests));
          const before = await count();
          const again = await timed(() => ours.pushUnchanged(requests));
          deepEqual(await count(), before);
          return { 'ms first': first, 'ms again': again };
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
            figureOf(rows, 'ours', 'ms first') /
            figureOf(rows, 'ours', 'ms again'),
          goal: { atLeast: 10 },
        },
      ],
      notes: ['The second time made no commit and no object, in no round.'],
    };
  },
};

import { Benchmark } from '../frame/Benchmark';
import { figureOf } from '../frame/compareInRounds';
import { BLOCKED, watchLoop } from '../frame/watchLoop';
import {
  checkAll,
  compareInPushes,
  createField,
  Field,
  inPushes,
  LARGEST,
  msOf,
  SMALLEST,
} from './Field';

/** As many as the lane puts into one push. */
const BURST = 100;

export const bursts: Benchmark = {
  id: 'G2',
  title: `Bursts of ${BURST} requests, a commit for each and one push`,
  async run(context) {
    const fields: Field[] = [];
    for (const files of [SMALLEST, LARGEST]) {
      fields.push(await createField(context, files));
    }
    const contenders = fields.flatMap(field =>
      [field.ours, field.limit].map(player =>
        watchLoop(inPushes(field, player, BURST)),
      ),
    );
    const rows = await compareInPushes(
      context,
      contenders,
      context.quick ? 1 : 3,
    );
    await checkAll(fields);
    const of = (files: number, name: string) => msOf(rows, files, name);
    return {
      rows,
      ratios: [
        ...[SMALLEST, LARGEST].map(files => ({
          name: `${files} files: ours / bare limit`,
          value: of(files, 'bare limit') / of(files, 'ours'),
          goal: { atLeast: 0.6 },
        })),
        {
          name: `cost of a burst at ${LARGEST} : at ${SMALLEST} files`,
          value: of(LARGEST, 'ours') / of(SMALLEST, 'ours'),
          goal: { atMost: 1.7 },
        },
        ...[SMALLEST, LARGEST].map(files => ({
          name: `${files} files: ours, ${BLOCKED}`,
          value: figureOf(rows, `ours, ${files} files`, BLOCKED),
          goal: { atMost: 50 },
        })),
      ],
    };
  },
};

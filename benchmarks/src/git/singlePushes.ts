import { Benchmark, Goal, Ratio } from '../frame/Benchmark';
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

/** Files that a repository begins with, and what is owed against the kept clone at that size. */
const SIZES: ReadonlyArray<{ files: number; goal: Goal }> = [
  { files: SMALLEST, goal: { atLeast: 1.5 } },
  { files: 10_000, goal: { atLeast: 2 } },
  { files: LARGEST, goal: { atLeast: 3 } },
];

export const singlePushes: Benchmark = {
  id: 'G1',
  title: 'One request a push, by size of the repository',
  async run(context) {
    const ratios: Ratio[] = [];
    const fields: Field[] = [];
    for (const { files } of SIZES) {
      fields.push(await createField(context, files));
    }
    const contenders = fields.flatMap(field =>
      [field.ours, field.clone, field.limit].map(player =>
        inPushes(field, player, 1),
      ),
    );
    const rows = await compareInPushes(
      context,
      contenders,
      context.quick ? 3 : 10,
    );
    await checkAll(fields);
    for (const { files, goal } of SIZES) {
      const of = (name: string) => msOf(rows, files, name);
      ratios.push(
        {
          name: `${files} files: ours / kept clone`,
          value: of('kept clone') / of('ours'),
          goal,
        },
        {
          name: `${files} files: latency of ours : bare limit`,
          value: of('ours') / of('bare limit'),
          goal: { atMost: 1.3 },
        },
      );
    }
    const growthOf = (name: string) =>
      msOf(rows, LARGEST, name) / msOf(rows, SMALLEST, name);
    const growth = `cost at ${LARGEST} : at ${SMALLEST} files`;
    ratios.push(
      { name: growth, value: growthOf('ours'), goal: { atMost: 1.7 } },
      // The server's own share, which nobody who pushes can lower.
      { name: `${growth}, bare limit`, value: growthOf('bare limit') },
      { name: `${growth}, kept clone`, value: growthOf('kept clone') },
    );
    return { rows, ratios };
  },
};

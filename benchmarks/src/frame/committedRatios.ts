import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Ratio } from './Benchmark';
import { formatFigure } from './compareInRounds';

const FILE = resolve(__dirname, '../../ratios.json');

/** What a ratio may be worse than the committed one before it counts: rounds of one machine differ by about this much. */
const TOLERANCE = 0.2;

interface CommittedRatio {
  value: number;
  better: 'higher' | 'lower';
}

type CommittedRatios = Record<string, Record<string, CommittedRatio>>;

/** Ratios with a goal that are worse than the committed ones, in words. */
export async function compareWithCommitted(
  benchmark: string,
  ratios: readonly Ratio[],
): Promise<string[]> {
  const committed = (await readCommitted())[benchmark] ?? {};
  return ratios.flatMap(({ name, value }) => {
    const before = committed[name];
    if (!before) {
      return [];
    }
    const worse =
      before.better === 'higher'
        ? value < before.value * (1 - TOLERANCE)
        : value > before.value * (1 + TOLERANCE);
    return worse
      ? [
          `${benchmark} ${name}: ${formatFigure(
            value,
          )}, committed ${formatFigure(before.value)}`,
        ]
      : [];
  });
}

export async function saveRatios(
  benchmark: string,
  ratios: readonly Ratio[],
): Promise<void> {
  const committed = await readCommitted();
  committed[benchmark] = Object.fromEntries(
    ratios.flatMap(({ name, value, goal }) =>
      goal
        ? [
            [
              name,
              {
                value: Number(value.toPrecision(3)),
                better: 'atLeast' in goal ? 'higher' : 'lower',
              } as const,
            ],
          ]
        : [],
    ),
  );
  await writeFile(FILE, `${JSON.stringify(committed, null, 2)}\n`);
}

async function readCommitted(): Promise<CommittedRatios> {
  return JSON.parse(await readFile(FILE, 'utf8'));
}

import { eachRun } from './eachRun';
import { turnOf } from './turnOf';

const THINGS = ['hook', 'lock', 'race'];

async function taken(seed: number, runs: number): Promise<string[]> {
  const turns: string[] = [];
  const { signal } = new AbortController();
  await eachRun({ seed, runs, signal, report: () => {} }, {}, async run => {
    turns.push(turnOf(THINGS, run));
    return [];
  });
  return turns;
}

describe('turnOf', () => {
  it('takes each thing equally often, whatever the first seed is', async () => {
    for (const seed of [0, 7, 1_000_003]) {
      const turns = await taken(seed, 4 * THINGS.length);

      expect(turns.sort()).toEqual(
        THINGS.flatMap(thing => Array.from({ length: 4 }, () => thing)),
      );
    }
  });

  it('takes the same for a run that is done again', async () => {
    const [, , third] = await taken(41, 3);

    expect(await taken(43, 1)).toEqual([third]);
  });
});

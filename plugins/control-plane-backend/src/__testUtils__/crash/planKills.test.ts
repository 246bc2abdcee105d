import { planCalls } from './planCalls';
import { planKills } from './planKills';
import { SeededRandom } from './SeededRandom';

describe('planKills', () => {
  it('plans the same again from the same seed, and another run from another', () => {
    const plan = (seed: number) => {
      const random = new SeededRandom(seed);
      return { kills: planKills(10, random), calls: planCalls(50, random) };
    };

    expect(plan(7)).toEqual(plan(7));
    expect(plan(7)).not.toEqual(plan(8));
  });

  it.each([1, 2, 3])(
    'kills at every moment in ten lives, with seed %i',
    seed => {
      const kills = planKills(10, new SeededRandom(seed));

      expect(new Set(kills.map(({ moment }) => moment)).size).toBe(6);
    },
  );
});

import { eachRun } from './eachRun';
import { FaultRun } from './FaultCampaign';

function context(runs: number, seed = 7) {
  const said: string[] = [];
  const { signal } = new AbortController();
  return {
    runs,
    seed,
    signal,
    report: (line: string) => said.push(line),
    said,
  };
}

describe('eachRun', () => {
  it('gives each run a seed of its own, which it prints with the outcome', async () => {
    const given = context(3, 2 ** 32 - 2);

    const result = await eachRun(given, {}, async ({ number, report }) => {
      report('half way');
      return number === 2 ? ['lost one'] : [];
    });

    expect(result).toEqual({
      runs: 3,
      problems: [`seed ${2 ** 32 - 1}: lost one`],
    });
    expect(given.said).toEqual([
      `  run 1 seed ${2 ** 32 - 2}; half way: ok`,
      `  run 2 seed ${2 ** 32 - 1}; half way: 1 problems`,
      '  run 3 seed 0; half way: ok',
    ]);
  });

  it('draws in a campaign that begins with the seed of a run what that run drew', async () => {
    const drawn: number[] = [];
    const draw = async ({ random }: FaultRun) => {
      drawn.push(random.between(0, 1_000_000));
      return [];
    };

    await eachRun(context(3, 7), {}, draw);
    await eachRun(context(1, 9), {}, draw);

    expect(drawn[3]).toBe(drawn[2]);
    expect(drawn[1]).not.toBe(drawn[0]);
  });

  it('takes a run that throws for a problem and goes on', async () => {
    const { runs, problems } = await eachRun(
      context(4),
      { atOnce: 2 },
      async ({ number }) => {
        if (number === 1) {
          throw new Error('the server is gone');
        }
        return [];
      },
    );

    expect(runs).toBe(4);
    expect(problems).toEqual([
      expect.stringMatching(/^seed 7: Error: the server is gone/),
    ]);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const running = eachRun(
      { ...context(3), signal: stop.signal },
      {},
      async () => {
        stop.abort(new Error('enough'));
        return [];
      },
    );

    await expect(running).rejects.toThrow('enough');
  });
});

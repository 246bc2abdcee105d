import { whileOthersRun } from './__testUtils__/whileOthersRun';
import { TimeSlices } from './TimeSlices';

describe('TimeSlices', () => {
  const { signal } = new AbortController();

  /** How many turns others had before each item, where items take so many milliseconds. */
  async function turnsBefore(items: readonly number[]): Promise<number[]> {
    let now = 0;
    const seen: number[] = [];
    await whileOthersRun(async turn => {
      const slices = new TimeSlices(() => now);
      for (const milliseconds of items) {
        await slices.next(signal);
        seen.push(turn());
        now += milliseconds;
      }
    });
    return seen;
  }

  it('gives nobody a turn for items that take no time', async () => {
    expect(new Set(await turnsBefore(Array(1000).fill(0.001)))).toEqual(
      new Set([0]),
    );
  });

  it('gives a turn as soon as a slice is used up, and begins the next one after it', async () => {
    expect(await turnsBefore([2, 2, 2, 2, 2, 2, 2])).toEqual([
      0, 0, 0, 1, 1, 1, 2,
    ]);
  });

  it('gives a turn after each item that is longer than a slice', async () => {
    expect(await turnsBefore([60, 60, 60])).toEqual([0, 1, 2]);
  });

  it('throws what the signal aborted with, also during the turn of the others', async () => {
    const controller = new AbortController();
    let now = 0;
    const slices = new TimeSlices(() => now);
    now = 60;
    setImmediate(() => controller.abort(new Error('enough')));
    await expect(slices.next(controller.signal)).rejects.toThrow('enough');
    await expect(slices.next(controller.signal)).rejects.toThrow('enough');
  });
});

import { FakeClock } from './FakeClock';

describe('FakeClock', () => {
  const never = new AbortController().signal;

  it('wakes sleepers in the order of their due times', async () => {
    const clock = new FakeClock();
    const woken: string[] = [];
    const late = clock.sleep(20, never).then(() => woken.push('late'));
    const early = clock.sleep(10, never).then(() => woken.push('early'));

    await clock.advance(9);
    expect(woken).toEqual([]);
    await clock.advance(11);
    await Promise.all([late, early]);
    expect(woken).toEqual(['early', 'late']);
    expect(clock.monotonic()).toBe(20);
  });

  it('wakes a loop as often as its sleeps fit into one advance', async () => {
    const clock = new FakeClock();
    const stop = new AbortController();
    let rounds = 0;
    const loop = (async () => {
      while (!stop.signal.aborted) {
        await clock.sleep(10, stop.signal);
        rounds += 1;
      }
    })().catch(() => {});

    await clock.advance(55);
    expect(rounds).toBe(5);
    stop.abort();
    await loop;
  });

  it('rejects a sleep with the reason of its signal', async () => {
    const clock = new FakeClock();
    const controller = new AbortController();
    const sleep = clock.sleep(1000, controller.signal);
    controller.abort(new Error('stopped'));

    await expect(sleep).rejects.toThrow('stopped');
    await expect(clock.sleep(1, controller.signal)).rejects.toThrow('stopped');
    expect(clock.sleeping).toBe(0);
  });
});

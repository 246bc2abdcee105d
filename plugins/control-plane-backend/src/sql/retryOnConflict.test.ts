import { FakeClock } from '../__testUtils__/FakeClock';
import { retryOnConflict } from './retryOnConflict';

describe('retryOnConflict', () => {
  const conflict = (code: string) => Object.assign(new Error(code), { code });

  function failing(times: number, error: Error) {
    let calls = 0;
    return {
      run: async () => {
        calls += 1;
        if (calls <= times) {
          throw error;
        }
        return 'committed';
      },
      calls: () => calls,
    };
  }

  it.each(['SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT', '40001', '40P01', '55P03'])(
    'runs a transaction again that failed with %s',
    async code => {
      const clock = new FakeClock();
      const work = failing(3, conflict(code));
      const result = retryOnConflict(work.run, { clock, random: () => 0.5 });
      await clock.advance(1000);
      expect(await result).toBe('committed');
      expect(work.calls()).toBe(4);
    },
  );

  it.each([0, 0.5, 0.999])(
    'outlasts a lock of two and a half seconds, whatever chance says (%s)',
    async chance => {
      const clock = new FakeClock();
      const lockedUntil = clock.monotonic() + 2500;
      const result = retryOnConflict(
        async () => {
          if (clock.monotonic() < lockedUntil) {
            throw conflict('SQLITE_BUSY');
          }
          return 'committed';
        },
        { clock, random: () => chance },
      );
      const settled = result.catch((error: Error) => error.message);
      await clock.advance(6000);
      expect(await settled).toBe('committed');
    },
  );

  it('waits longer each time, but not for ever', async () => {
    const clock = new FakeClock();
    const work = failing(Infinity, conflict('SQLITE_BUSY'));
    const result = retryOnConflict(work.run, { clock, random: () => 0.999 });
    const failed = result.catch((error: Error) => error.message);
    await clock.advance(20_000);
    expect(await failed).toBe('SQLITE_BUSY');
    expect(work.calls()).toBe(16);
  });

  it.each(['23505', 'SQLITE_CONSTRAINT_UNIQUE', 'ECONNREFUSED'])(
    'leaves %s to its caller',
    async code => {
      const work = failing(1, conflict(code));
      await expect(
        retryOnConflict(work.run, { clock: new FakeClock(), random: () => 0 }),
      ).rejects.toThrow(code);
      expect(work.calls()).toBe(1);
    },
  );

  it('stops waiting when its signal aborts', async () => {
    const controller = new AbortController();
    const result = retryOnConflict(failing(9, conflict('40001')).run, {
      clock: new FakeClock(),
      random: () => 0,
      signal: controller.signal,
    });
    controller.abort(new Error('shut down'));
    await expect(result).rejects.toThrow('shut down');
  });
});

import fc from 'fast-check';
import { retryDelay } from './retryDelay';

const backoff = { backoffSeconds: 2, maxBackoffSeconds: 600 };

describe('retryDelay', () => {
  it.each([
    { attempt: 1, ceiling: 2 },
    { attempt: 2, ceiling: 4 },
    { attempt: 5, ceiling: 32 },
    { attempt: 9, ceiling: 512 },
    { attempt: 10, ceiling: 600 },
    { attempt: 5000, ceiling: 600 },
  ])(
    'waits up to $ceiling s after attempt $attempt',
    ({ attempt, ceiling }) => {
      expect(retryDelay({ attempt, backoff, random: 0 })).toBe(0);
      expect(retryDelay({ attempt, backoff, random: 0.5 })).toBe(ceiling / 2);
    },
  );

  it('never waits less than the other side asked for, nor longer than the larger of both limits', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: undefined }),
        (attempt, random, retryAfterSeconds) => {
          const delay = retryDelay({
            attempt,
            random,
            backoff,
            retryAfterSeconds,
          });
          const wish = retryAfterSeconds ?? 0;
          return delay >= wish && delay <= Math.max(600, wish);
        },
      ),
    );
  });
});

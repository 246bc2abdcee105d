import { RequestLease } from '../domain/request/Request';
import { hoursToExtend } from './descriptorLease';

const START = new Date('2030-01-01T00:00:00Z');
const NOW = new Date('2030-01-02T00:00:00Z');
const hoursAfter = (hours: number) =>
  new Date(START.getTime() + hours * 3_600_000);

/** A lease of 72 hours of which 24 have passed. */
const running: RequestLease = {
  hours: 72,
  maxHours: 168,
  onExpiry: 'review',
  startedAt: START,
  expiresAt: hoursAfter(72),
};
const waiting: RequestLease = { hours: 72, maxHours: 168, onExpiry: 'delete' };
const expired: RequestLease = {
  ...running,
  hours: 12,
  expiresAt: hoursAfter(12),
};

describe('hoursToExtend', () => {
  it.each([
    ['says nothing', running, undefined, undefined, 0],
    ['says nothing any more', running, undefined, 100, 0],
    ['says the same as before', running, 48, 48, 0],
    ['says the length that it has', running, 72, undefined, 0],
    ['wants more', running, 96, 72, 24],
    ['wants more before it has started', waiting, 96, undefined, 24],
    [
      'wants more than before, but less than was given by hand',
      running,
      60,
      48,
      0,
    ],
    ['wants more after the end', expired, 36, 12, 12],
  ])('of a lease that %s', (_, lease, wanted, wantedBefore, expected) => {
    expect(hoursToExtend({ lease, wanted, wantedBefore, now: NOW })).toBe(
      expected,
    );
  });

  it.each([
    ['less than before', running, 48, 72, /at least 72.*got 48/],
    ['less than it has', running, 48, undefined, /at least 72.*got 48/],
    ['less than has passed', expired, 20, 12, /more than 24.*got 20/],
  ])(
    'refuses one that wants %s',
    (_, lease, wanted, wantedBefore, expected) => {
      expect(() =>
        hoursToExtend({ lease, wanted, wantedBefore, now: NOW }),
      ).toThrow(expected);
    },
  );
});

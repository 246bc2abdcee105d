import fc from 'fast-check';
import { extendLease, startLease } from './lease';
import { RequestLease } from './Request';

const HOUR = 3_600_000;
const START = new Date('2028-02-28T22:00:00.000Z');

/** The instant so many hours after the start of the lease; a leap day lies ahead. */
const at = (hours: number) => new Date(START.getTime() + hours * HOUR);

const unstarted: RequestLease = {
  hours: 72,
  maxHours: 168,
  onExpiry: 'delete',
};
const running: RequestLease = startLease(unstarted, START);

describe('startLease', () => {
  it('counts the hours from the start of the first publication', () => {
    expect(startLease(unstarted, START)).toEqual({
      ...unstarted,
      startedAt: START,
      expiresAt: new Date('2028-03-02T22:00:00.000Z'),
    });
  });

  it('leaves a lease alone that runs already', () => {
    expect(startLease(running, at(50))).toBe(running);
  });
});

describe('extendLease', () => {
  it.each<[string, RequestLease, number, Date, Partial<RequestLease>]>([
    ['grows before publication', unstarted, 24, START, { hours: 96 }],
    [
      'reaches the cap before publication',
      unstarted,
      96,
      START,
      { hours: 168 },
    ],
    [
      'counts from its end while it runs',
      running,
      24,
      at(10),
      { hours: 96, expiresAt: at(96) },
    ],
    [
      'reaches the cap while it runs',
      running,
      96,
      at(71),
      { hours: 168, expiresAt: at(168) },
    ],
    [
      'counts from its end in the instant of expiry',
      running,
      1,
      at(72),
      { hours: 73, expiresAt: at(73) },
    ],
    [
      'counts from now after expiry',
      { ...running, expiryHandledAt: at(73) },
      24,
      at(100),
      { hours: 124, expiresAt: at(124), expiryHandledAt: undefined },
    ],
    [
      'rounds its length up to whole hours after expiry',
      running,
      24,
      at(100.5),
      { hours: 125, expiresAt: at(124.5) },
    ],
    [
      'counts from its end when the clock was set back before its start',
      running,
      24,
      at(-1),
      { hours: 96, expiresAt: at(96) },
    ],
  ])('%s', (_, lease, hours, now, changed) => {
    expect(extendLease(lease, hours, now)).toEqual({
      type: 'extended',
      lease: { ...lease, ...changed },
    });
  });

  it.each<[string, RequestLease, number, Date, number]>([
    ['before publication', unstarted, 97, START, 96],
    ['while it runs', running, 97, at(10), 96],
    ['after expiry', running, 69, at(100), 68],
    ['after expiry, a part of an hour in', running, 68, at(100.5), 67],
    ['when its cap has passed', running, 1, at(168), 0],
    ['long after its cap', running, 1, at(1000), 0],
  ])('refuses more than the cap %s', (_, lease, hours, now, allowedHours) => {
    expect(extendLease(lease, hours, now)).toEqual({
      type: 'above_cap',
      allowedHours,
    });
  });

  it('never ends later than the cap, and allows what it says it allows', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            hours: fc.integer({ min: 1, max: 200 }),
            minutes: fc.integer({ min: 0, max: 12_000 }),
          }),
          { maxLength: 8 },
        ),
        extensions => {
          let lease = running;
          for (const { hours, minutes } of extensions) {
            const now = at(minutes / 60);
            const result = extendLease(lease, hours, now);
            if (result.type === 'extended') {
              lease = result.lease;
              expect(lease.expiresAt).not.toEqual(undefined);
              expect(lease.hours).toBeLessThanOrEqual(lease.maxHours);
            } else if (result.allowedHours > 0) {
              expect(extendLease(lease, result.allowedHours, now).type).toBe(
                'extended',
              );
            }
          }
          expect((lease.expiresAt ?? at(0)) <= at(168)).toBe(true);
        },
      ),
    );
  });
});

import { aPlan } from '../__testUtils__/aPlan';
import { aRequest } from '../__testUtils__/aRequest';
import { aRevision } from '../__testUtils__/aRevision';
import { determineLeaseChange } from './determineLeaseChange';

const ends = '2026-12-01T00:00:00.000Z';
const later = '2026-12-31T00:00:00.000Z';

describe('determineLeaseChange', () => {
  const request = aRequest({
    lease: { hours: 720, maxHours: 8760, onExpiry: 'review', expiresAt: ends },
  });
  const plan = aPlan({ lease: { hours: 24, expiresAt: later } });

  it.each([
    ['create', { kind: 'starts', hours: 24, expiresAt: later }],
    ['update', { kind: 'same', hours: 720, expiresAt: ends }],
    ['extend', { kind: 'longer', byHours: 24, now: ends, then: later }],
    ['delete', { kind: 'ends', now: ends }],
  ] as const)('tells what a %s does', (action, want) => {
    expect(
      determineLeaseChange({
        request,
        revision: aRevision({ action, leaseHours: 24 }),
        plan,
      }),
    ).toEqual(want);
  });

  it('leaves the end open while the plan is not there', () => {
    expect(
      determineLeaseChange({
        request,
        revision: aRevision({ action: 'extend', leaseHours: 24 }),
      }),
    ).toEqual({ kind: 'longer', byHours: 24, now: ends, then: undefined });
  });
});

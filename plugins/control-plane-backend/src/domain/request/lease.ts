import { RequestLease } from './Request';

const HOUR_MS = 3_600_000;

function addHours(instant: Date, hours: number): Date {
  return new Date(instant.getTime() + hours * HOUR_MS);
}

/** The lease as it is once the first publication starts at `now`; a lease that runs already is left alone. */
export function startLease(lease: RequestLease, now: Date): RequestLease {
  return lease.startedAt
    ? lease
    : { ...lease, startedAt: now, expiresAt: addHours(now, lease.hours) };
}

export type Extension =
  | { type: 'extended'; lease: RequestLease }
  | { type: 'above_cap'; allowedHours: number };

/**
 * The lease lengthened by `hours`, from its end or from now, whichever is later.
 *
 * @remarks
 * The cap counts from the start of the lease. Before the first publication there is no end yet: the length itself grows.
 * An expiry that was already acted on counts as not acted on again, because the new end lies ahead.
 */
export function extendLease(
  lease: RequestLease,
  hours: number,
  now: Date,
): Extension {
  if (!lease.startedAt || !lease.expiresAt) {
    const total = lease.hours + hours;
    return total > lease.maxHours
      ? { type: 'above_cap', allowedHours: lease.maxHours - lease.hours }
      : { type: 'extended', lease: { ...lease, hours: total } };
  }
  const from = new Date(Math.max(lease.expiresAt.getTime(), now.getTime()));
  const expiresAt = addHours(from, hours);
  const latest = addHours(lease.startedAt, lease.maxHours);
  if (expiresAt > latest) {
    return {
      type: 'above_cap',
      allowedHours: Math.max(
        0,
        Math.floor((latest.getTime() - from.getTime()) / HOUR_MS),
      ),
    };
  }
  return {
    type: 'extended',
    lease: {
      ...lease,
      hours: Math.ceil(
        (expiresAt.getTime() - lease.startedAt.getTime()) / HOUR_MS,
      ),
      expiresAt,
      expiryHandledAt: undefined,
    },
  };
}

import { JsonValue } from '@backstage/types';
import { DescriptorProblems } from '../domain/descriptor/DescriptorProblems';
import { RequestLease } from '../domain/request/Request';

const HOUR_MS = 3_600_000;

/**
 * By how many hours a lease has to be extended for a descriptor that wants another length. Pure.
 *
 * @remarks
 * Only a change of the descriptor counts: a lease that was extended by hand is not cut back, and one that never said a length keeps the
 * class's. Shortening is refused, because what lives would end sooner than was promised without anybody being asked.
 *
 * @throws DescriptorProblems when the wanted length is over already, or shorter than before.
 */
export function hoursToExtend(options: {
  lease: RequestLease;
  wanted: number | undefined;
  wantedBefore: JsonValue | undefined;
  now: Date;
}): number {
  const { lease, wanted, wantedBefore, now } = options;
  if (wanted === undefined || wanted === wantedBefore) {
    return 0;
  }
  if (wanted < lease.hours) {
    if (typeof wantedBefore === 'number' && wanted > wantedBefore) {
      return 0;
    }
    throw new DescriptorProblems([
      `spec.leaseHours: expected at least ${lease.hours}, the length of the lease now, got ${wanted}; a lease is not shortened, ask for the teardown instead`,
    ]);
  }
  if (!lease.startedAt || !lease.expiresAt) {
    return wanted - lease.hours;
  }
  const end = lease.startedAt.getTime() + wanted * HOUR_MS;
  const from = Math.max(lease.expiresAt.getTime(), now.getTime());
  const hours = Math.ceil((end - from) / HOUR_MS);
  if (hours <= 0 && wanted > lease.hours) {
    const passed = Math.ceil(
      (now.getTime() - lease.startedAt.getTime()) / HOUR_MS,
    );
    throw new DescriptorProblems([
      `spec.leaseHours: expected more than ${passed}, the hours that have passed, got ${wanted}`,
    ]);
  }
  return Math.max(0, hours);
}

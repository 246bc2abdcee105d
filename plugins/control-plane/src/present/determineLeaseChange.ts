import {
  EnvironmentRequest,
  Plan,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** What a revision does to how long a request lives. Instants are ISO 8601. */
export type LeaseChange =
  /** The lease starts with the first publication; `expiresAt` holds if that is now. */
  | { kind: 'starts'; hours: number; expiresAt?: string }
  | { kind: 'same'; hours: number; expiresAt?: string }
  | { kind: 'longer'; byHours: number; now?: string; then?: string }
  | { kind: 'ends'; now?: string };

/** Compares the lease of a request with what a revision would make of it; without a plan the instant after is not known. */
export function determineLeaseChange(options: {
  request: EnvironmentRequest;
  revision: Revision;
  plan?: Plan;
}): LeaseChange {
  const { request, revision, plan } = options;
  const { hours, expiresAt } = request.lease;
  switch (revision.action) {
    case 'create':
      return {
        kind: 'starts',
        hours: revision.leaseHours,
        expiresAt: plan?.lease.expiresAt,
      };
    case 'update':
      return { kind: 'same', hours, expiresAt };
    case 'extend':
      return {
        kind: 'longer',
        byHours: revision.leaseHours,
        now: expiresAt,
        then: plan?.lease.expiresAt,
      };
    case 'delete':
      return { kind: 'ends', now: expiresAt };
    default: {
      const unreachable: never = revision.action;
      throw new Error(`Unknown revision action ${unreachable}`);
    }
  }
}

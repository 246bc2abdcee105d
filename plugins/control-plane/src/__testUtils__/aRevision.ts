import { Revision } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { aRequest } from './aRequest';

/** The digest of a plan that a test names by one hex digit. */
export function aDigest(digit: string): string {
  return `sha256:${digit.repeat(64)}`;
}

/** The creation that `aRequest` waits with, but for what a test says. */
export function aRevision(over: Partial<Revision> = {}): Revision {
  const request = aRequest();
  return {
    requestId: request.id,
    generation: 1,
    slot: 'spec',
    action: 'create',
    state: 'pending_approval',
    planDigest: aDigest('1'),
    requestedBy: 'user:default/remy',
    requestedAt: '2026-11-20T08:00:00.000Z',
    class: request.class,
    reason: 'First production environment of the billing API',
    source: request.source,
    owner: request.owner,
    labels: request.labels,
    parameters: request.parameters,
    leaseHours: 720,
    cost: request.cost,
    approvalRule: 'class-production-create',
    approvals: [],
    ...over,
  };
}

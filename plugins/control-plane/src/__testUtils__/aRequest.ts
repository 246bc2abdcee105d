import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** A pending production request of billing-api, but for what a test says. */
export function aRequest(
  over: Partial<EnvironmentRequest> = {},
): EnvironmentRequest {
  return {
    id: 'req-00000000000000a1',
    kind: 'environment',
    class: {
      name: 'production',
      revision: 2,
      digest: `sha256:${'c'.repeat(64)}`,
    },
    team: 'platform',
    app: 'billing-api',
    region: 'us-east-1',
    target: 'us-east-1-runtime',
    requester: 'user:default/remy',
    owner: 'group:default/platform',
    phase: 'pending_approval',
    conditions: [],
    generation: 1,
    version: 1,
    source: { url: 'https://github.com/example/billing-api', ref: 'main' },
    labels: { 'cost-center': 'cc-4200' },
    parameters: { changeTicket: 'CHG-1042' },
    namespaces: ['platform-billing-api-000000a1'],
    path: 'us-east-1/req-00000000000000a1',
    cost: { monthly: 900, currency: 'USD' },
    lease: { hours: 720, maxHours: 8760, onExpiry: 'review' },
    openRevisions: [],
    driftedPaths: 0,
    createdAt: '2026-11-20T08:00:00.000Z',
    updatedAt: '2026-11-20T08:00:00.000Z',
    ...over,
  };
}

import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** A preview of payments-api that is ready. */
export function aRequest(
  overrides: Partial<EnvironmentRequest> = {},
): EnvironmentRequest {
  return {
    id: 'req-0123456789abcdef',
    kind: 'environment',
    class: {
      name: 'preview',
      revision: 1,
      digest: `sha256:${'a'.repeat(64)}`,
    },
    team: 'platform',
    app: 'payments-api',
    region: 'us-east-1',
    target: 'east',
    requester: 'user:default/remy',
    owner: 'user:default/remy',
    phase: 'ready',
    conditions: [],
    generation: 1,
    version: 3,
    labels: {},
    parameters: {},
    namespaces: ['platform-payments-api-01234567'],
    path: 'clusters/us-east-1/teams/platform/payments-api/req-0123456789abcdef',
    cost: { monthly: 150, currency: 'USD' },
    lease: {
      hours: 72,
      maxHours: 168,
      onExpiry: 'delete',
      startedAt: '2030-01-01T00:00:00.000Z',
      expiresAt: '2030-01-04T00:00:00.000Z',
    },
    openRevisions: [],
    driftedPaths: 0,
    createdAt: '2030-01-01T00:00:00.000Z',
    updatedAt: '2030-01-01T00:00:00.000Z',
    ...overrides,
  };
}

import {
  EnvironmentClass,
  EnvironmentRequest,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

const DIGEST = `sha256:${'a'.repeat(64)}`;

/** A ready preview; `number` makes it another one. */
export function aRequest(
  number: number,
  overrides: Partial<EnvironmentRequest> = {},
): EnvironmentRequest {
  const id = `req-${number.toString(16).padStart(16, '0')}`;
  return {
    id,
    kind: 'environment',
    class: { name: 'preview', revision: 1, digest: DIGEST },
    team: 'payments',
    app: 'payments-api',
    region: 'us-east-1',
    target: 'east',
    requester: 'user:default/remy',
    owner: 'group:default/payments',
    phase: 'ready',
    conditions: [],
    generation: 1,
    version: 3,
    labels: { 'cost-center': 'cc-1234' },
    parameters: {},
    namespaces: [`payments-payments-api-${id.slice(4, 12)}`],
    path: `clusters/us-east-1/teams/payments/payments-api/${id}`,
    cost: { monthly: 150, currency: 'USD' },
    lease: { hours: 72, maxHours: 168, onExpiry: 'delete' },
    openRevisions: [],
    driftedPaths: 0,
    createdAt: '2030-01-01T00:00:00.000Z',
    updatedAt: '2030-01-01T00:00:00.000Z',
    ...overrides,
  };
}

export const previewClass: EnvironmentClass = {
  name: 'preview',
  title: 'Preview environment',
  description: 'For a branch that somebody wants to look at',
  kind: 'environment',
  regions: ['us-east-1', 'us-west-2'],
  approval: { requiredFor: [] },
  lease: { defaultHours: 72, maxHours: 168, onExpiry: 'delete' },
  namespaces: ['app'],
  quotaProfile: 'small',
  policyPacks: ['baseline-security'],
  cost: { monthly: 150, currency: 'USD' },
  publishing: { mode: 'direct' },
  drift: { onForeignEdit: 'report' },
  revision: 1,
  digest: DIGEST,
  origin: 'default',
  parametersSchema: {},
  createdAt: '2030-01-01T00:00:00.000Z',
};

import {
  EnvironmentClass,
  EnvironmentRequest,
  Plan,
  Revision,
  RevisionSummary,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

export const requestId = 'req-0123456789abcdef';
export const digest = `sha256:${'a'.repeat(64)}`;
export const requestCall = `GET /v1/environment-requests/${requestId}`;

const at = '2030-01-31T11:00:00.000Z';
const classRef = { name: 'preview', revision: 1, digest };
const path = `clusters/us-east-1/teams/payments/checkout/${requestId}`;
const cost = { monthly: 150, currency: 'USD' };

/** What an environment is asked for with. */
export const environment = {
  class: 'preview',
  team: 'payments',
  app: 'checkout',
  region: 'us-east-1',
};

export function aClass(
  overrides: Partial<EnvironmentClass> = {},
): EnvironmentClass {
  return {
    name: 'preview',
    title: 'Preview',
    description: '',
    kind: 'environment',
    regions: ['us-east-1'],
    approval: { requiredFor: [] },
    lease: { defaultHours: 72, maxHours: 168, onExpiry: 'delete' },
    namespaces: ['app'],
    quotaProfile: 'small',
    policyPacks: [],
    cost,
    publishing: { mode: 'direct' },
    drift: { onForeignEdit: 'report' },
    revision: 1,
    digest,
    origin: 'default',
    parametersSchema: { type: 'object' },
    createdAt: at,
    ...overrides,
  };
}

export function aRequest(
  overrides: Partial<EnvironmentRequest> = {},
): EnvironmentRequest {
  return {
    ...environment,
    id: requestId,
    kind: 'environment',
    class: classRef,
    target: 'us-east-1',
    requester: 'user:default/remy',
    owner: 'user:default/remy',
    phase: 'ready',
    conditions: [],
    generation: 1,
    version: 3,
    labels: {},
    parameters: {},
    namespaces: ['payments-checkout-01234567'],
    path,
    cost,
    lease: { hours: 72, maxHours: 168, onExpiry: 'delete' },
    openRevisions: [],
    driftedPaths: 0,
    createdAt: at,
    updatedAt: at,
    ...overrides,
  };
}

export function aRevisionSummary(
  overrides: Partial<RevisionSummary> = {},
): RevisionSummary {
  return {
    generation: 1,
    slot: 'spec',
    action: 'create',
    state: 'pending_approval',
    planDigest: digest,
    requestedBy: 'user:default/remy',
    requestedAt: at,
    ...overrides,
  };
}

export function aRevision(overrides: Partial<Revision> = {}): Revision {
  return {
    ...aRevisionSummary({ state: 'effective' }),
    requestId,
    class: classRef,
    reason: '',
    owner: 'user:default/remy',
    labels: {},
    parameters: {},
    leaseHours: 72,
    cost,
    approvalRule: 'class:preview',
    approvals: [],
    ...overrides,
  };
}

export function aPlan(overrides: Partial<Plan> = {}): Plan {
  return {
    ...environment,
    digest,
    requestId,
    generation: 1,
    action: 'create',
    class: classRef,
    target: 'us-east-1',
    namespaces: ['payments-checkout-01234567'],
    path,
    manifests: ['namespace.yaml', 'policies/quota.yaml'].map(name => ({
      path: `${path}/${name}`,
      digest,
      content: `# ${name}\n`,
    })),
    cost,
    lease: { hours: 72 },
    approval: { required: false, rule: 'class-needs-no-approval' },
    changes: { type: 'untouched' },
    findings: [],
    observedAt: at,
    ...overrides,
  };
}

import {
  EnvironmentClass,
  EnvironmentRequest,
  Job,
  Plan,
  Revision,
  RevisionSummary,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

export const requestId = 'req-0123456789abcdef';
export const planDigest = `sha256:${'a'.repeat(64)}`;
const at = '2030-01-31T11:00:00.000Z';
const classRef = {
  name: 'preview',
  revision: 1,
  digest: `sha256:${'c'.repeat(64)}`,
};
const path = `clusters/us-east-1/teams/platform/payments-api/${requestId}`;

export function aClass(
  overrides: Partial<EnvironmentClass> = {},
): EnvironmentClass {
  return {
    name: 'production',
    title: 'Production',
    description: 'For users',
    kind: 'environment',
    regions: ['us-east-1'],
    approval: { requiredFor: ['create', 'delete'] },
    lease: { defaultHours: 24, maxHours: 72, onExpiry: 'review' },
    namespaces: ['app'],
    quotaProfile: 'large',
    policyPacks: [],
    cost: { monthly: 2400, currency: 'USD' },
    publishing: { mode: 'direct' },
    drift: { onForeignEdit: 'report' },
    revision: 1,
    digest: classRef.digest,
    origin: 'default',
    parametersSchema: {
      type: 'object',
      properties: {
        changeTicket: { type: 'string', description: 'Key of the change' },
        replicas: {},
      },
      required: ['changeTicket'],
    },
    createdAt: at,
    ...overrides,
  };
}

export function aRequest(
  overrides: Partial<EnvironmentRequest> = {},
): EnvironmentRequest {
  return {
    id: requestId,
    kind: 'environment',
    class: classRef,
    team: 'platform',
    app: 'payments-api',
    region: 'us-east-1',
    target: 'us-east-1-main',
    requester: 'user:default/remy',
    owner: 'user:default/remy',
    phase: 'ready',
    conditions: [],
    generation: 1,
    version: 3,
    labels: { tier: 'gold' },
    parameters: { replicas: 2 },
    namespaces: ['platform-payments-api-01234567'],
    path,
    cost: { monthly: 42, currency: 'USD' },
    lease: {
      hours: 24,
      maxHours: 72,
      onExpiry: 'delete',
      startedAt: at,
      expiresAt: '2030-02-01T11:00:00.000Z',
    },
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
    planDigest,
    requestedBy: 'user:default/remy',
    requestedAt: at,
    ...overrides,
  };
}

export function aRevision(overrides: Partial<Revision> = {}): Revision {
  return {
    ...aRevisionSummary(),
    requestId,
    class: classRef,
    reason: '',
    owner: 'user:default/remy',
    labels: {},
    parameters: {},
    leaseHours: 24,
    cost: { monthly: 42, currency: 'USD' },
    approvalRule: 'class:production',
    approvals: [],
    ...overrides,
  };
}

export function aPlan(overrides: Partial<Plan> = {}): Plan {
  return {
    digest: planDigest,
    requestId,
    generation: 1,
    action: 'create',
    class: classRef,
    team: 'platform',
    app: 'payments-api',
    region: 'us-east-1',
    target: 'us-east-1-main',
    namespaces: ['platform-payments-api-01234567'],
    path,
    manifests: [
      { path: `${path}/namespace.yaml`, digest: planDigest, content: 'a: 1\n' },
    ],
    cost: { monthly: 42, currency: 'USD' },
    lease: { hours: 24 },
    approval: { required: true, rule: 'class:production' },
    changes: {
      type: 'compared',
      head: 'f'.repeat(40),
      files: [
        {
          path: `${path}/namespace.yaml`,
          change: 'added',
          diff: '@@ -0,0 +1 @@\n+a: 1\n',
        },
      ],
    },
    findings: [],
    observedAt: at,
    ...overrides,
  };
}

export function aJob(overrides: Partial<Job> = {}): Job {
  return {
    id: '5d2f1f0e-6a70-4f5e-9b5e-0d8f6f1d8f10',
    kind: 'reconcile-request',
    key: requestId,
    team: 'platform',
    state: 'ready',
    priority: 0,
    attempt: 0,
    maxAttempts: 10,
    runAt: at,
    createdAt: at,
    ...overrides,
  };
}

import {
  CallerRights,
  EnvironmentClass,
  EnvironmentRequest,
  Plan,
  Revision,
  RevisionSummary,
  Timeline,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

const DIGEST = `sha256:${'0'.repeat(64)}`;
const AT = '2030-01-31T12:00:00.000Z';
const CLASS = { name: 'preview', revision: 1, digest: DIGEST };
const ID = 'req-0123456789abcdef';
const NAMESPACE = 'payments-checkout-01234567';

/** A request that is ready, published and not observed. */
export function aRequest(
  overrides: Partial<EnvironmentRequest> = {},
): EnvironmentRequest {
  return {
    id: ID,
    kind: 'environment',
    class: CLASS,
    team: 'payments',
    app: 'checkout',
    region: 'us-east-1',
    target: 'us-east-1',
    requester: 'user:default/remy',
    owner: 'user:default/remy',
    phase: 'ready',
    conditions: [
      {
        type: 'Published',
        status: 'True',
        reason: 'Published',
        message: 'Published as 0123456789ab',
        lastTransitionTime: AT,
        observedGeneration: 1,
      },
      {
        type: 'Healthy',
        status: 'Unknown',
        reason: 'NotObserved',
        message: 'Nothing observes the cluster',
        lastTransitionTime: AT,
        observedGeneration: 1,
      },
    ],
    generation: 1,
    version: 3,
    labels: {},
    parameters: {},
    namespaces: [NAMESPACE],
    path: `clusters/us-east-1/${NAMESPACE}`,
    cost: { monthly: 150, currency: 'USD' },
    lease: {
      hours: 72,
      maxHours: 336,
      onExpiry: 'delete',
      startedAt: AT,
      expiresAt: '2099-02-03T12:00:00.000Z',
    },
    openRevisions: [],
    published: {
      generation: 1,
      repository: 'demo',
      branch: 'main',
      commit: '0123456789abcdef0123456789abcdef01234567',
      at: AT,
    },
    driftedPaths: 0,
    createdAt: AT,
    updatedAt: AT,
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
    state: 'effective',
    planDigest: DIGEST,
    requestedBy: 'user:default/remy',
    requestedAt: AT,
    ...overrides,
  };
}

/** A first revision that a policy approved and that is in force. */
export function aRevision(overrides: Partial<Revision> = {}): Revision {
  return {
    ...aRevisionSummary(),
    requestId: ID,
    class: CLASS,
    reason: 'Try the new checkout',
    owner: 'user:default/remy',
    labels: {},
    parameters: {},
    leaseHours: 72,
    cost: { monthly: 150, currency: 'USD' },
    approvalRule: 'class-needs-no-approval',
    approvals: [
      {
        id: 'approval-1',
        generation: 1,
        decision: 'approve',
        decidedBy: 'policy:class-needs-no-approval',
        planDigest: DIGEST,
        comment: '',
        decidedAt: AT,
      },
    ],
    effectiveAt: AT,
    ...overrides,
  };
}

export function aPlan(overrides: Partial<Plan> = {}): Plan {
  return {
    digest: DIGEST,
    requestId: ID,
    generation: 1,
    action: 'create',
    class: CLASS,
    team: 'payments',
    app: 'checkout',
    region: 'us-east-1',
    target: 'us-east-1',
    namespaces: [NAMESPACE],
    path: `clusters/us-east-1/${NAMESPACE}`,
    manifests: [
      {
        path: 'namespace.yaml',
        digest: DIGEST,
        content: `apiVersion: v1\nkind: Namespace\nmetadata:\n  name: ${NAMESPACE}\n`,
      },
    ],
    cost: { monthly: 150, currency: 'USD' },
    lease: { hours: 72 },
    approval: { required: false, rule: 'class-needs-no-approval' },
    changes: {
      type: 'compared',
      head: '0123456789abcdef0123456789abcdef01234567',
      files: [
        {
          path: 'namespace.yaml',
          change: 'added',
          diff: '@@ -0,0 +1,2 @@\n+apiVersion: v1\n+kind: Namespace\n',
        },
      ],
    },
    findings: [],
    observedAt: AT,
    ...overrides,
  };
}

/** A create that waits for a person. */
export function aTimeline(overrides: Partial<Timeline> = {}): Timeline {
  return {
    generation: 1,
    action: 'create',
    entries: [
      {
        step: 'requested',
        state: 'done',
        startedAt: AT,
        finishedAt: AT,
        actor: 'user:default/remy',
        message: 'Asked for preview',
        links: [{ kind: 'revision', ref: '1' }],
      },
      {
        step: 'approval',
        state: 'waiting',
        startedAt: AT,
        message: 'Waits for an approver',
        wait: {
          what: 'A decision on revision 1',
          whom: ['group:default/change-approvers'],
          since: AT,
          advice: 'Ask an approver to look at it',
        },
        links: [{ kind: 'approval', ref: 'approval-1' }],
      },
      { step: 'queued', state: 'ahead', message: 'Comes next', links: [] },
      { step: 'published', state: 'ahead', message: 'Comes next', links: [] },
      { step: 'in_force', state: 'ahead', message: 'Comes next', links: [] },
    ],
    ...overrides,
  };
}

/** The rights of somebody who may ask for anything in one team. */
export function aCaller(overrides: Partial<CallerRights> = {}): CallerRights {
  return {
    subject: 'user:default/remy',
    roles: ['requester'],
    create: [{ teams: ['payments'] }],
    mayDecide: false,
    operations: 'none',
    mayReadAudit: false,
    ...overrides,
  };
}

export function aClass(
  overrides: Partial<EnvironmentClass> = {},
): EnvironmentClass {
  return {
    name: 'preview',
    title: 'Preview',
    description: 'A short-lived environment for one change',
    kind: 'environment',
    regions: ['us-east-1', 'us-west-2'],
    approval: { requiredFor: [] },
    lease: { defaultHours: 72, maxHours: 336, onExpiry: 'delete' },
    namespaces: ['app'],
    quotaProfile: 'small',
    policyPacks: ['baseline-security'],
    cost: { monthly: 150, currency: 'USD' },
    publishing: { mode: 'direct' },
    drift: { onForeignEdit: 'report' },
    revision: 1,
    digest: DIGEST,
    origin: 'default',
    parametersSchema: { type: 'object', properties: {} },
    createdAt: AT,
    ...overrides,
  };
}

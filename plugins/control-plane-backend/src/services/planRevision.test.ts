import {
  defaultClasses,
  RenderingExtensions,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { aDigest, aRequestId, BUILT_AT } from '../__testUtils__/builders';
import { evaluateApproval } from '../domain/approval/evaluateApproval';
import { ClassRevision } from '../domain/classes/ClassRevision';
import { Target } from '../domain/target/Target';
import { planRevision, ProposedRevision, renderRevision } from './planRevision';

const [spec] = defaultClasses;
const classRevision: ClassRevision = {
  name: spec.name,
  revision: 3,
  digest: aDigest('class'),
  origin: 'default',
  spec: { ...spec, approval: { requiredFor: ['update'] } },
  createdAt: BUILT_AT,
};
const target: Target = {
  name: 'us-runtime',
  region: 'us-east-1',
  repository: {
    name: 'gitops',
    url: 'https://git.example.com/gitops.git',
    branch: 'main',
  },
  delivery: 'argocd',
  deliveryRepositoryUrl: 'https://git.example.com/gitops.git',
  destination: { server: 'https://kubernetes.default.svc' },
};
const identity = {
  id: aRequestId(1),
  kind: 'environment',
  team: 'payments',
  app: 'payments-api',
  region: 'us-east-1',
  target: 'us-runtime',
};
const proposed: ProposedRevision = {
  generation: 1,
  slot: 'spec',
  action: 'create',
  requestedBy: 'user:default/riley',
  requestedAt: BUILT_AT,
  reason: 'try it',
  owner: 'user:default/riley',
  labels: { 'cost-center': 'cc-1' },
  parameters: {},
  extraManifests: [],
  leaseHours: 72,
};
const renderer = RenderingExtensions.create().createRenderer();
const plan = (change: Partial<ProposedRevision> = {}) => {
  const revised = { ...proposed, ...change };
  return planRevision({
    identity,
    proposed: revised,
    classRevision,
    rendering: renderRevision({
      renderer,
      secretScan: () => undefined,
      identity,
      proposed: revised,
      classRevision,
      target,
      extraManifests: [],
    }),
    everPublished: false,
  });
};

describe('planRevision', () => {
  it('pins the class and takes down its price and what approval it needs', () => {
    const { revision, approval } = plan();
    expect(revision).toMatchObject({
      ...proposed,
      requestId: identity.id,
      state: 'approved',
      class: {
        name: spec.name,
        revision: 3,
        digest: classRevision.digest,
      },
      cost: spec.cost,
      approvalRule: `class-${spec.name}-create`,
    });
    expect(approval).toEqual({
      type: 'policy',
      rule: `class-${spec.name}-create`,
    });
    expect(plan({ action: 'update' })).toMatchObject({
      revision: { state: 'pending_approval' },
      approval: { type: 'person' },
    });
  });

  it('gives the same digest for the same input, and one that its own rows prove', () => {
    const { revision, manifests } = plan();
    expect(plan().revision.planDigest).toBe(revision.planDigest);
    expect(
      evaluateApproval({
        request: identity,
        revision,
        manifests,
        approvals: [
          {
            id: 'a',
            requestId: identity.id,
            generation: 1,
            decision: 'approve',
            decidedBy: 'policy:free',
            planDigest: revision.planDigest,
            comment: '',
            decidedAt: BUILT_AT,
          },
        ],
      }).type,
    ).toBe('valid');
  });

  it('digests what is decided on, and not why or when it was asked for', () => {
    const { planDigest } = plan().revision;
    expect(
      plan({ reason: 'other', requestedAt: new Date(0) }).revision.planDigest,
    ).toBe(planDigest);
    expect(plan({ leaseHours: 71 }).revision.planDigest).not.toBe(planDigest);
    expect(
      plan({ labels: { 'cost-center': 'cc-2' } }).revision.planDigest,
    ).not.toBe(planDigest);
  });

  it('keeps every file with the digest of its bytes, and every object with its file', () => {
    const { revision, manifests } = plan();
    expect(manifests.length).toBeGreaterThan(3);
    for (const { digest, content } of manifests) {
      expect(digest).toBe(aDigest(content));
    }
    const paths = manifests.map(({ path }) => path);
    expect(revision.objects).toContainEqual(
      expect.objectContaining({ kind: 'Namespace', namespace: '' }),
    );
    for (const { path } of revision.objects) {
      expect(paths).toContain(path);
    }
  });

  it('writes nothing for what has no manifests', () => {
    const { revision, manifests } = planRevision({
      identity,
      proposed: { ...proposed, slot: 'lease', action: 'extend', generation: 2 },
      classRevision,
      everPublished: true,
    });
    expect(manifests).toEqual([]);
    expect(revision.objects).toEqual([]);
  });
});

import {
  aDigest,
  aManifest,
  aRequest,
  aRequestId,
  aRevision,
  BUILT_AT,
} from '../../__testUtils__/builders';
import { Approval, ManifestFile, Revision } from '../revision/Revision';
import { evaluateApproval, planDigestOf } from './evaluateApproval';

const request = aRequest();
const manifests = [
  aManifest(`${request.path}/kustomization.yaml`),
  aManifest(`${request.path}/namespace.yaml`, 'kind: Namespace\n'),
];
const undigested = aRevision({
  parameters: { replicas: 2, nested: { debug: false } },
  labels: { 'cost-center': 'cc-1' },
  source: { url: 'https://git.example.com/app.git', ref: 'main', path: 'k8s' },
});
const revision: Revision = {
  ...undigested,
  planDigest: planDigestOf(request, undigested, manifests),
};
const approval: Approval = {
  id: 'approval-1',
  requestId: request.id,
  generation: 1,
  decision: 'approve',
  decidedBy: 'user:default/avery',
  planDigest: revision.planDigest,
  comment: '',
  decidedAt: BUILT_AT,
};

interface Rows {
  request: typeof request;
  revision: Revision;
  manifests: ManifestFile[];
  approvals: Approval[];
}
const decided: Rows = { request, revision, manifests, approvals: [approval] };

describe('evaluateApproval', () => {
  it('finds what was approved valid, and says by whom, once each', () => {
    expect(evaluateApproval(decided)).toEqual({
      type: 'valid',
      approvedBy: ['user:default/avery'],
    });
    expect(
      evaluateApproval({
        ...decided,
        approvals: [
          approval,
          { ...approval, id: 'approval-2', decidedBy: 'policy:free' },
          { ...approval, id: 'approval-3' },
        ],
      }),
    ).toEqual({
      type: 'valid',
      approvedBy: ['user:default/avery', 'policy:free'],
    });
  });

  it('does not mind the order of files, nor what moves by itself', () => {
    const moved: Rows = {
      ...decided,
      request: {
        ...request,
        phase: 'failed',
        version: 9,
        generation: 4,
        driftedPaths: 2,
      },
      revision: {
        ...revision,
        state: 'effective',
        publicationStartedAt: BUILT_AT,
      },
      manifests: [...manifests].reverse(),
    };
    expect(evaluateApproval(moved).type).toBe('valid');
  });

  const withRevision = (change: Partial<Revision>): Rows => ({
    ...decided,
    revision: { ...revision, ...change },
  });
  const withRequest = (change: Partial<typeof request>): Rows => ({
    ...decided,
    request: { ...request, ...change },
  });
  const withApproval = (change: Partial<Approval>): Rows => ({
    ...decided,
    approvals: [{ ...approval, ...change }],
  });
  const withManifests = (files: ManifestFile[]): Rows => ({
    ...decided,
    manifests: files,
  });
  const [first, second] = manifests;

  it.each<[string, Rows]>([
    ['one parameter', withRevision({ parameters: { replicas: 3 } })],
    [
      'a nested parameter',
      withRevision({ parameters: { replicas: 2, nested: { debug: true } } }),
    ],
    [
      'the type of a parameter',
      withRevision({ parameters: { replicas: '2', nested: { debug: false } } }),
    ],
    ['a label', withRevision({ labels: { 'cost-center': 'cc-2' } })],
    [
      'one more label',
      withRevision({ labels: { ...revision.labels, a: 'b' } }),
    ],
    ['the price', withRevision({ cost: { monthly: 46, currency: 'EUR' } })],
    ['the currency', withRevision({ cost: { monthly: 45, currency: 'USD' } })],
    ['the lease', withRevision({ leaseHours: 73 })],
    ['the owner', withRevision({ owner: 'user:default/mallory' })],
    ['no source', withRevision({ source: undefined })],
    [
      'the ref of the source',
      withRevision({
        source: {
          url: 'https://git.example.com/app.git',
          ref: 'evil',
          path: 'k8s',
        },
      }),
    ],
    ['the action', withRevision({ action: 'update' })],
    [
      'the class revision',
      withRevision({ class: { ...revision.class, revision: 2 } }),
    ],
    [
      'the class digest',
      withRevision({ class: { ...revision.class, digest: aDigest('other') } }),
    ],
    ['the digest of the row', withRevision({ planDigest: aDigest('other') })],
    ['the generation', withRevision({ generation: 2 })],
    ['the id of the request', withRequest({ id: aRequestId(2) })],
    ['the team', withRequest({ team: 'commerce' })],
    ['the app', withRequest({ app: 'other' })],
    ['the region', withRequest({ region: 'us-east' })],
    ['the target', withRequest({ target: 'us-east-runtime' })],
    [
      'one byte of a manifest whose stored digest was left alone',
      withManifests([first, { ...second, content: 'kind: namespace\n' }]),
    ],
    [
      'one byte of a manifest and its stored digest',
      withManifests([first, aManifest(second.path, 'kind: namespace\n')]),
    ],
    [
      'the path of a manifest',
      withManifests([first, { ...second, path: `${request.path}/ns.yaml` }]),
    ],
    ['a manifest less', withManifests([first])],
    [
      'a manifest more',
      withManifests([...manifests, aManifest(`${request.path}/x.yaml`)]),
    ],
    ['no approval', { ...decided, approvals: [] }],
    [
      'an approval of another digest',
      withApproval({ planDigest: aDigest('other') }),
    ],
    ['an approval of another generation', withApproval({ generation: 2 })],
    [
      'the approval of another request',
      withApproval({ requestId: aRequestId(2) }),
    ],
    ['a rejection', withApproval({ decision: 'reject' })],
    [
      'a rejection besides the approval',
      {
        ...decided,
        approvals: [
          approval,
          {
            ...approval,
            decision: 'reject',
            decidedBy: 'user:default/mel',
            planDigest: aDigest('other'),
          },
        ],
      },
    ],
  ])('voids the approval for %s', (_, rows) => {
    expect(evaluateApproval(rows)).toEqual({
      type: 'void',
      reason: expect.stringMatching(/Generation|generation/),
    });
  });

  it('says both digests, so that a person can compare', () => {
    const verdict = evaluateApproval(withRevision({ leaseHours: 73 }));
    expect(verdict).toMatchObject({
      reason: expect.stringContaining(revision.planDigest),
    });
  });
});

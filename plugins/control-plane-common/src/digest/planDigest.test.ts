import { planDigest, PlanDigestInput } from './planDigest';
import { digestText } from './sha256';

const input: PlanDigestInput = {
  requestId: 'req-0123456789abcdef',
  generation: 1,
  action: 'create',
  class: { name: 'preview', revision: 1, digest: digestText('class') },
  team: 'platform',
  app: 'payments-api',
  region: 'us-east-1',
  target: 'us-east-1-main',
  owner: 'user:default/remy',
  source: { url: 'https://github.com/example/payments-api', ref: 'main' },
  labels: { 'cost-center': 'cc-1', tier: 'gold' },
  parameters: { size: 'small', replicas: 1 },
  manifests: [
    { path: 'a.yaml', digest: digestText('a') },
    { path: 'b.yaml', digest: digestText('b') },
  ],
  cost: { monthly: 42, currency: 'USD' },
  leaseHours: 24,
};

describe('planDigest', () => {
  it('is the same on every machine', () => {
    expect(planDigest(input)).toMatchInlineSnapshot(
      `"sha256:9e2e01011a270b7572615168c56e11be3379da7eb1e5b68aabcd26795a3e6c7d"`,
    );
  });

  const changes: Array<[string, Partial<PlanDigestInput>]> = [
    ['request', { requestId: 'req-0123456789abcdee' }],
    ['generation', { generation: 2 }],
    ['action', { action: 'update' }],
    ['class name', { class: { ...input.class, name: 'production' } }],
    ['class revision', { class: { ...input.class, revision: 2 } }],
    ['class digest', { class: { ...input.class, digest: digestText('x') } }],
    ['team', { team: 'payments' }],
    ['app', { app: 'billing-api' }],
    ['region', { region: 'eu-west-1' }],
    ['target', { target: 'us-east-1-spare' }],
    ['owner', { owner: 'group:default/platform' }],
    ['absence of a source', { source: undefined }],
    ['source ref', { source: { ...input.source!, ref: 'v2' } }],
    ['source path', { source: { ...input.source!, path: 'deploy' } }],
    ['labels', { labels: { ...input.labels, tier: 'silver' } }],
    ['parameters', { parameters: { size: 'small', replicas: 2 } }],
    ['type of a parameter', { parameters: { size: 'small', replicas: '1' } }],
    ['absence of a manifest', { manifests: input.manifests.slice(1) }],
    [
      'bytes of a manifest',
      {
        manifests: [
          input.manifests[0],
          { path: 'b.yaml', digest: digestText('B') },
        ],
      },
    ],
    [
      'path of a manifest',
      {
        manifests: [
          input.manifests[0],
          { path: 'c.yaml', digest: input.manifests[1].digest },
        ],
      },
    ],
    ['price', { cost: { monthly: 43, currency: 'USD' } }],
    ['currency', { cost: { monthly: 42, currency: 'EUR' } }],
    ['lease', { leaseHours: 25 }],
  ];

  it.each(changes)('changes with the %s', (_, change) => {
    expect(planDigest({ ...input, ...change })).not.toBe(planDigest(input));
  });

  it('differs for any two of the changes', () => {
    const digests = changes.map(([, change]) =>
      planDigest({ ...input, ...change }),
    );
    expect(new Set(digests).size).toBe(changes.length);
  });

  it('does not depend on the order of manifests and keys', () => {
    const reordered: PlanDigestInput = {
      ...input,
      manifests: [...input.manifests].reverse(),
      labels: { tier: 'gold', 'cost-center': 'cc-1' },
      parameters: { replicas: 1, size: 'small' },
      cost: { currency: 'USD', monthly: 42 },
    };
    expect(planDigest(reordered)).toBe(planDigest(input));
  });

  it('ignores what a class carries besides its name, revision and digest', () => {
    const decorated = { ...input.class, title: 'Preview' };
    expect(planDigest({ ...input, class: decorated })).toBe(planDigest(input));
  });

  it('leaves its input as it was', () => {
    const manifests = [...input.manifests].reverse();
    planDigest({ ...input, manifests });
    expect(manifests[0].path).toBe('b.yaml');
  });
});

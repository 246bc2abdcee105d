import { JsonObject } from '@backstage/types';
import { objectNamed, readObjects } from '../__testUtils__/readObjects';
import { renderer, renderInput } from '../__testUtils__/renderInputs';
import { Manifest } from '../manifests';
import { defaultQuotaProfiles } from '../quota';
import { defaultPolicyPacks } from './defaultPolicyPacks';
import { createPreviewNetworking } from './previewNetworking';

/** The objects of a request whose class lists that pack alone. */
function objectsOf(
  pack: string,
  options: { parameters?: JsonObject; namespaces?: string[] } = {},
): Manifest[] {
  const { request, class: requestedClass, target } = renderInput();
  return readObjects(
    renderer.render({
      request: { ...request, parameters: options.parameters ?? {} },
      class: {
        ...requestedClass,
        namespaces: options.namespaces ?? ['app'],
        policyPacks: [pack],
      },
      target,
    }),
  );
}

const policies = (objects: Manifest[]) =>
  objects
    .filter(({ kind }) => kind === 'NetworkPolicy')
    .map(({ metadata }) => metadata.name);

const namespaceOf = (objects: Manifest[]) =>
  objectNamed(objects, 'Namespace', 'payments-checkout-01234567').metadata;

describe('baseline-security', () => {
  const objects = objectsOf('baseline-security', {
    namespaces: ['app', 'data'],
  });

  it('holds pods to the restricted standard of a pinned version', () => {
    expect(namespaceOf(objects).labels).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.32',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
  });

  it('closes both directions in every namespace except for name resolution', () => {
    expect(policies(objects).sort()).toEqual([
      'allow-dns',
      'allow-dns',
      'default-deny-egress',
      'default-deny-egress',
      'default-deny-ingress',
      'default-deny-ingress',
    ]);
  });

  it('mounts no API tokens', () => {
    expect(
      objects.filter(({ kind }) => kind === 'ServiceAccount'),
    ).toMatchObject([
      { metadata: { name: 'default' }, automountServiceAccountToken: false },
      { metadata: { name: 'default' }, automountServiceAccountToken: false },
    ]);
  });
});

describe('preview-networking', () => {
  const objects = objectsOf('preview-networking');

  it('opens the environment to itself', () => {
    const peer = {
      namespaceSelector: {
        matchLabels: { 'control-plane.io/request-id': 'req-0123456789abcdef' },
      },
    };
    expect(
      objectNamed(objects, 'NetworkPolicy', 'allow-environment').spec,
    ).toMatchObject({
      ingress: [{ from: [peer] }],
      egress: [{ to: [peer] }],
    });
  });

  it('reaches the internet and no private range', () => {
    expect(
      objectNamed(objects, 'NetworkPolicy', 'allow-internet').spec?.egress,
    ).toEqual([
      {
        to: [
          {
            ipBlock: {
              cidr: '0.0.0.0/0',
              except: [
                '10.0.0.0/8',
                '100.64.0.0/10',
                '169.254.0.0/16',
                '172.16.0.0/12',
                '192.168.0.0/16',
              ],
            },
          },
          { ipBlock: { cidr: '::/0', except: ['fc00::/7', 'fe80::/10'] } },
        ],
      },
    ]);
  });

  it('lets in the ingress controllers that the installation names', () => {
    const pack = createPreviewNetworking({ ingressNamespaces: ['edge'] });
    const { request, class: requestedClass, target } = renderInput();
    const { objects: contributed = [] } = pack.contribute({
      request,
      class: requestedClass,
      target,
      namespaces: [{ role: 'app', name: 'a' }],
      quotaProfile: defaultQuotaProfiles[0],
      parameters: {},
    });
    expect(
      objectNamed(contributed, 'NetworkPolicy', 'allow-ingress-controller').spec
        ?.ingress,
    ).toEqual([
      {
        from: [
          {
            namespaceSelector: {
              matchExpressions: [
                {
                  key: 'kubernetes.io/metadata.name',
                  operator: 'In',
                  values: ['edge'],
                },
              ],
            },
          },
        ],
      },
    ]);
  });
});

describe('shared-services', () => {
  it('adds the environments of the team to the baseline', () => {
    const objects = objectsOf('shared-services');
    expect(policies(objects)).toEqual([
      'default-deny-ingress',
      'default-deny-egress',
      'allow-dns',
      'allow-team',
    ]);
    expect(
      objectNamed(objects, 'NetworkPolicy', 'allow-team').spec?.ingress,
    ).toEqual([
      {
        from: [
          {
            namespaceSelector: {
              matchLabels: { 'control-plane.io/team': 'payments' },
            },
          },
        ],
      },
    ]);
    expect(namespaceOf(objects).labels).toMatchObject({
      'control-plane.io/shared': 'true',
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });
});

describe('zero-trust-networking', () => {
  const zeroTrust = (parameters: JsonObject) =>
    objectsOf('zero-trust-networking', {
      parameters,
      namespaces: ['app', 'data'],
    });

  it('opens nothing but name resolution by itself', () => {
    expect([...new Set(policies(zeroTrust({})))]).toEqual([
      'default-deny-ingress',
      'default-deny-egress',
      'allow-dns',
    ]);
  });

  it.each<[JsonObject, JsonObject]>([
    [
      { namespace: 'monitoring' },
      {
        namespaceSelector: {
          matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' },
        },
      },
    ],
    [
      { team: 'web', app: 'shop' },
      {
        namespaceSelector: {
          matchLabels: {
            'control-plane.io/app': 'shop',
            'control-plane.io/team': 'web',
          },
        },
      },
    ],
    [
      { role: 'data' },
      {
        namespaceSelector: {
          matchLabels: {
            'control-plane.io/namespace-role': 'data',
            'control-plane.io/request-id': 'req-0123456789abcdef',
          },
        },
      },
    ],
    [{ cidr: '10.1.0.0/16' }, { ipBlock: { cidr: '10.1.0.0/16' } }],
    [{ cidr: '2001:db8::/32' }, { ipBlock: { cidr: '2001:db8::/32' } }],
  ])('opens what is listed, both ways: %j', (peer, selector) => {
    const ports = [{ port: 443 }];
    const objects = zeroTrust({
      allowIngressFrom: [peer],
      allowEgressTo: [{ ...peer, ports }],
    });
    expect(
      objectNamed(objects, 'NetworkPolicy', 'allow-listed-ingress').spec
        ?.ingress,
    ).toEqual([{ from: [selector] }]);
    expect(
      objectNamed(objects, 'NetworkPolicy', 'allow-listed-egress').spec?.egress,
    ).toEqual([{ to: [selector], ports: [{ port: 443, protocol: 'TCP' }] }]);
  });

  it.each<JsonObject>([
    {},
    { app: 'shop' },
    { namespace: 'a', team: 'b' },
    { namespace: 'a', app: 'b' },
    { role: 'nope' },
    { cidr: '0.0.0.0/0' },
    { cidr: '::/0' },
    { cidr: '10.0.0.0/33' },
    { cidr: '999.0.0.0/8' },
    { namespace: 'Not A Label' },
    { namespace: 'a', ports: [{ port: 0 }] },
    { namespace: 'a', ports: [{ port: 80, protocol: 'ICMP' }] },
    { namespace: 'a', extra: true },
  ])('refuses %j and says where it stands', peer => {
    expect(() => zeroTrust({ allowEgressTo: [peer] })).toThrow(
      /parameters\.allowEgressTo\.0.*: expected /,
    );
  });
});

describe('cost-guardrails', () => {
  const objects = objectsOf('cost-guardrails', { namespaces: ['app', 'data'] });

  it('allows no load balancers and node ports and caps storage and objects', () => {
    expect(
      objectNamed(objects, 'ResourceQuota', 'cost-guardrails').spec?.hard,
    ).toMatchObject({
      'services.loadbalancers': '0',
      'services.nodeports': '0',
      // 2 volumes of 10 Gi: half of what the profile allows a request with two namespaces.
      'requests.storage': '20Gi',
      'count/configmaps': '100',
    });
  });

  it('gives containers default requests in the one limit range', () => {
    const ranges = objects.filter(({ kind }) => kind === 'LimitRange');
    expect(ranges).toHaveLength(2);
    expect(ranges[0].spec?.limits).toMatchObject([
      {
        default: { cpu: '500m', memory: '512Mi' },
        defaultRequest: { cpu: '125m', memory: '128Mi' },
        maxLimitRequestRatio: { cpu: '10', memory: '10' },
      },
    ]);
  });
});

describe('audit-retention', () => {
  it.each<[JsonObject, string]>([
    [{}, '365'],
    [{ retentionDays: 730 }, '730'],
  ])('with %j tells collectors to keep %s days', (parameters, days) => {
    const { labels, annotations } = namespaceOf(
      objectsOf('audit-retention', { parameters }),
    );
    expect(labels).toMatchObject({ 'control-plane.io/retention-days': days });
    expect(annotations).toMatchObject({
      'control-plane.io/collect-events': 'true',
      'control-plane.io/collect-logs': 'true',
    });
  });
});

describe('sox-controls', () => {
  it('records the ticket, says where the approver stands, and opts into admission', () => {
    const { labels, annotations } = namespaceOf(
      objectsOf('sox-controls', { parameters: { changeTicket: 'OPS-42' } }),
    );
    expect(labels).toMatchObject({
      'control-plane.io/sox-controls': 'enforced',
    });
    expect(annotations).toMatchObject({
      'control-plane.io/change-ticket': 'OPS-42',
      'control-plane.io/approval-record': 'commit trailer Approved-By',
    });
  });

  it.each(['', 'x', '42', 'OPS 42', '-OPS', 'A'.repeat(65)])(
    'refuses %j as a ticket',
    changeTicket => {
      expect(() =>
        objectsOf('sox-controls', { parameters: { changeTicket } }),
      ).toThrow(/parameters\.changeTicket: expected /);
    },
  );
});

describe('every pack', () => {
  it.each(defaultPolicyPacks.map(pack => [pack.name, pack] as const))(
    '%s describes itself and its parameters',
    (_, { description, version, parametersSchema }) => {
      expect(description).not.toBe('');
      expect(version).toMatch(/^[0-9]+$/);
      for (const property of Object.values(
        parametersSchema?.properties ?? {},
      )) {
        expect(property).toMatchObject({
          title: expect.any(String),
          description: expect.any(String),
        });
      }
    },
  );
});

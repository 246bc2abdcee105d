import { ConflictError, InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import fc from 'fast-check';
import { readObjects } from '../__testUtils__/readObjects';
import {
  CASES,
  classNamed,
  renderer,
  renderInput,
} from '../__testUtils__/renderInputs';
import { environmentKind, Kind, KindFile } from '../kinds';
import { defaultPolicyPacks, PolicyPack } from '../policyPacks';
import { defaultQuotaProfiles } from '../quota';
import { Renderer } from './Renderer';
import { RenderInput } from './RenderInput';

type RequestChange = Partial<RenderInput['request']>;

function withRequest(change: RequestChange, className?: string): RenderInput {
  const input = renderInput(className);
  return { ...input, request: { ...input.request, ...change } };
}

function rendererWith(options: {
  kinds?: Kind[];
  policyPacks?: PolicyPack[];
}): Renderer {
  return Renderer.create({
    kinds: [environmentKind, ...(options.kinds ?? [])],
    policyPacks: [...defaultPolicyPacks, ...(options.policyPacks ?? [])],
    quotaProfiles: defaultQuotaProfiles,
  });
}

/** The same value, keys set in the order that the numbers say. */
function shuffled<T>(value: T, order: number[]): T;
function shuffled(value: JsonValue, order: number[]): JsonValue {
  if (Array.isArray(value)) {
    return value.map(item => shuffled(item, order));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member], index) => ({
        rank: order[index % order.length],
        entry: [key, member && shuffled(member, order)],
      }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ entry }) => entry),
  );
}

describe('Renderer', () => {
  describe('render', () => {
    it.each(CASES)(
      'gives the same bytes for $className by $delivery, whatever the order of keys',
      ({ className, delivery }) => {
        const input = renderInput(className, delivery);
        const expected = renderer.render(input);
        fc.assert(
          fc.property(
            fc.array(fc.integer(), { minLength: 1, maxLength: 9 }),
            order => {
              expect(renderer.render(shuffled(input, order))).toEqual(expected);
            },
          ),
          { numRuns: 20 },
        );
      },
    );

    it.each(CASES)(
      'lists for $className by $delivery every object once, by the file it stands in',
      ({ className, delivery }) => {
        const rendering = renderer.render(renderInput(className, delivery));
        const paths = rendering.files.map(({ path }) => path);
        expect(paths).toEqual([...paths].sort());
        expect(paths.every(path => path.startsWith(`${rendering.root}/`))).toBe(
          true,
        );
        expect(
          rendering.objects.map(({ kind, name, namespace }) => ({
            kind,
            name,
            namespace,
          })),
        ).toEqual(
          readObjects(rendering).map(({ kind, metadata }) => ({
            kind,
            name: metadata.name,
            namespace: metadata.namespace,
          })),
        );
      },
    );

    it.each(CASES)(
      'marks every object of $className by $delivery as its own and keeps it in its namespaces',
      ({ className, delivery }) => {
        const rendering = renderer.render(renderInput(className, delivery));
        for (const { kind, metadata } of readObjects(rendering)) {
          expect(metadata.labels).toMatchObject({
            'app.kubernetes.io/managed-by': 'control-plane',
            'control-plane.io/app': 'checkout',
            'control-plane.io/class': className,
            'control-plane.io/request-id': 'req-0123456789abcdef',
            'control-plane.io/team': 'payments',
          });
          expect(
            kind === 'Namespace' ? metadata.name : metadata.namespace,
          ).toMatch(/^(?:payments-checkout-01234567|argocd$|flux-system$)/);
        }
      },
    );

    it('keeps delivery objects out of the kustomization', () => {
      const { files } = renderer.render(renderInput());
      const kustomization = files.find(({ path }) =>
        path.endsWith('/kustomization.yaml'),
      );
      expect(kustomization?.content).not.toMatch(/argocd-|namespace:/);
    });

    it('records a source without path as annotations only', () => {
      const { files, objects } = renderer.render(renderInput('shared-staging'));
      expect(objects.map(({ name }) => name)).not.toContain(
        'req-0123456789abcdef-workload',
      );
      expect(
        files.find(({ path }) => path.endsWith('/namespace.yaml'))?.content,
      ).toContain(
        'control-plane.io/source-url: https://git.example.com/payments/checkout.git',
      );
    });

    it('gives two requests of one app nothing in common', () => {
      const names = (id: string) => {
        const { objects, files } = renderer.render(withRequest({ id }));
        return [
          ...objects.map(({ kind, namespace, name }) =>
            [kind, namespace, name].join('/'),
          ),
          ...files.map(({ path }) => path),
        ];
      };
      const first = new Set(names('req-0123456789abcdef'));
      expect(names('req-fedcba9876543210').filter(n => first.has(n))).toEqual(
        [],
      );
    });

    it('writes team labels where they switch nothing', () => {
      const [namespace] = readObjects(
        renderer.render(
          withRequest({ labels: { 'istio-injection': 'disabled' } }),
        ),
      ).filter(({ kind }) => kind === 'Namespace');
      expect(namespace.metadata.labels).toMatchObject({
        'label.control-plane.io/istio-injection': 'disabled',
      });
      expect(namespace.metadata.labels).not.toHaveProperty('istio-injection');
    });

    it.each<[string, RequestChange]>([
      ['request.id', { id: 'req-1' }],
      ['request.id', { id: 'req-0123456789abcdef\n' }],
      ['request.team', { team: '../other' }],
      ['request.team', { team: 'Payments' }],
      ['request.app', { app: 'a/b' }],
      ['request.app', { app: 'checkout\n' }],
      ['request.owner', { owner: 'group:default/\u202epayments' }],
      ['request.owner', { owner: '{{ .owner }}' }],
      ['request.labels.a', { labels: { a: '${SECRET}' } }],
      ['request.labels.a', { labels: { a: 'two words' } }],
      ['request.labels.a', { labels: { a: 'x'.repeat(64) } }],
      ['request.labels', { labels: { 'kubernetes.io/name': 'x' } }],
      ['request.source.url', { source: { url: 'file:///etc', ref: 'main' } }],
      [
        'request.source.url',
        { source: { url: 'https://user:pw@git.example.com/a', ref: 'main' } },
      ],
      [
        'request.source.ref',
        {
          source: { url: 'https://git.example.com/a', ref: '--upload-pack=x' },
        },
      ],
      [
        'request.source.path',
        {
          source: { url: 'https://git.example.com/a', ref: 'm', path: '../b' },
        },
      ],
      ['request.parameters.x', { parameters: { x: 'a\u0000b' } }],
      ['request.parameters.x[0].y', { parameters: { x: [{ y: '${A}' }] } }],
      ['parameters.x', { parameters: { x: 1 } }],
      ['request.kind', { kind: 'spaceship' }],
    ])('refuses a wrong %s and names it: %j', (field, change) => {
      const render = () => renderer.render(withRequest(change));
      expect(render).toThrow(InputError);
      expect(render).toThrow(
        new RegExp(
          `${field.replace(/[.[\]]/g, '\\$&')}.*: expected .*got `,
          's',
        ),
      );
    });

    it('never lets text of people out of its value', () => {
      const hostile = fc.oneof(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom('a: b', '---', '- x', '"\n', "'", '# x', '&a', '*a'),
      );
      const refused = Symbol('refused');
      const ownerReadBack = (owner: string) => {
        try {
          const [namespace] = readObjects(
            renderer.render(withRequest({ owner })),
          );
          return namespace.metadata.annotations?.['control-plane.io/owner'];
        } catch (error) {
          if (error instanceof InputError) {
            return refused;
          }
          throw error;
        }
      };
      fc.assert(
        fc.property(hostile, owner => {
          expect([owner, refused]).toContain(ownerReadBack(owner));
        }),
      );
    });

    it.each<[string, JsonObject]>([
      ['parameters.changeTicket', {}],
      ['parameters.retentionDays', { changeTicket: 'OPS-1', retentionDays: 1 }],
    ])('asks production for %s', (field, parameters) => {
      expect(() =>
        renderer.render(withRequest({ parameters }, 'production')),
      ).toThrow(field);
    });
  });

  describe('what kinds and packs may not do', () => {
    const kindOf = (file: (namespace: string) => KindFile): Kind => ({
      name: 'rogue',
      description: 'Does what it must not',
      deliversSource: false,
      render: ({ namespaces }) => [file(namespaces[0].name)],
    });
    const renderKind = (kind: Kind) =>
      rendererWith({ kinds: [kind] }).render(withRequest({ kind: 'rogue' }));
    const configMap = (namespace?: string) => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x', ...(namespace && { namespace }) },
    });

    it.each([undefined, 'kube-system'])(
      'puts nothing into namespace %s',
      namespace => {
        expect(() =>
          renderKind(
            kindOf(() => ({
              name: 'x.yaml',
              objects: [configMap(namespace)],
            })),
          ),
        ).toThrow(/expected a namespace of the request/);
      },
    );

    it.each([
      'argocd-x.yaml',
      'flux-x.yaml',
      'kustomization.yaml',
      'namespace.yaml',
      '../x.yaml',
      'x.yml',
    ])('writes no file %s', name => {
      expect(() =>
        renderKind(kindOf(ns => ({ name, objects: [configMap(ns)] }))),
      ).toThrow(/expected a file name of its own/);
    });

    it('writes no Secret', () => {
      expect(() =>
        renderKind(
          kindOf(ns => ({
            name: 'x.yaml',
            objects: [{ ...configMap(ns), kind: 'Secret' }],
          })),
        ),
      ).toThrow(/expected no Secret in Git/);
    });

    it('writes no text that engines expand', () => {
      expect(() =>
        renderKind(
          kindOf(ns => ({
            name: 'x.yaml',
            objects: [{ ...configMap(ns), data: { a: '${A}' } }],
          })),
        ),
      ).toThrow(/x\.yaml#0\.data\.a: expected neither/);
    });

    it('does not let two packs contradict each other', () => {
      const louder: PolicyPack = {
        name: 'louder',
        version: '1',
        description: 'Wants it otherwise',
        contribute: () => ({
          namespaceLabels: {
            'pod-security.kubernetes.io/enforce': 'privileged',
          },
        }),
        targetObjects: () => [],
      };
      const input = renderInput();
      const render = () =>
        rendererWith({ policyPacks: [louder] }).render({
          ...input,
          class: {
            ...input.class,
            policyPacks: ['baseline-security', 'louder'],
          },
        });
      expect(render).toThrow(ConflictError);
      expect(render).toThrow(
        'got "restricted" from policy pack baseline-security and "privileged" from louder',
      );
    });

    it('does not let a pack change an object that is there already', () => {
      const opener: PolicyPack = {
        name: 'opener',
        version: '1',
        description: 'Opens what is closed',
        contribute: ({ namespaces }) => ({
          objects: namespaces.map(({ name: namespace }) => ({
            apiVersion: 'networking.k8s.io/v1',
            kind: 'NetworkPolicy',
            metadata: { name: 'default-deny-ingress', namespace },
            spec: { podSelector: {}, ingress: [{}] },
          })),
        }),
        targetObjects: () => [],
      };
      const input = renderInput();
      expect(() =>
        rendererWith({ policyPacks: [opener] }).render({
          ...input,
          class: { ...input.class, policyPacks: ['opener'] },
        }),
      ).toThrow(ConflictError);
    });
  });

  describe('a class without packs', () => {
    it('still lets nobody call in', () => {
      const input = renderInput();
      const objects = readObjects(
        renderer.render({
          ...input,
          class: { ...input.class, policyPacks: [] },
        }),
      );
      expect(
        objects.filter(({ kind }) => kind === 'NetworkPolicy'),
      ).toMatchObject([
        {
          metadata: { name: 'default-deny-ingress' },
          spec: { podSelector: {}, policyTypes: ['Ingress'] },
        },
      ]);
    });
  });

  describe('validateClass', () => {
    it.each([
      [{ kind: 'spaceship' }, 'kind'],
      [{ quotaProfile: 'huge' }, 'quotaProfile'],
      [{ policyPacks: ['baseline-security', 'nope'] }, 'policyPacks.1'],
      [{ policyPacks: ['sox-controls', 'sox-controls'] }, 'policyPacks.1'],
      [{ namespaces: [] }, 'namespaces'],
      [{ namespaces: ['app', 'app'] }, 'namespaces.1'],
      [{ namespaces: ['App'] }, 'namespaces.0'],
    ])('finds in %j what is wrong with %s', (change, field) => {
      const errors = renderer.validateClass({
        ...classNamed('preview'),
        ...change,
      });
      expect(errors.map(error => error.field)).toEqual([field]);
    });

    it('finds packs that mean different things by one parameter', () => {
      const other: PolicyPack = {
        name: 'other',
        version: '1',
        description: 'Counts in weeks',
        parametersSchema: {
          properties: { retentionDays: { type: 'string' } },
        },
        contribute: () => ({}),
        targetObjects: () => [],
      };
      expect(
        rendererWith({ policyPacks: [other] }).validateClass({
          ...classNamed('preview'),
          policyPacks: ['audit-retention', 'other'],
        }),
      ).toMatchObject([{ field: 'policyPacks' }]);
    });
  });

  describe('parameters', () => {
    it.each([
      ['preview', [], []],
      ['shared-staging', [], []],
      [
        'production',
        ['allowEgressTo', 'allowIngressFrom', 'changeTicket', 'retentionDays'],
        ['changeTicket'],
      ],
    ])('of %s are described for forms', (name, properties, required) => {
      const { kind, policyPacks } = classNamed(name);
      const schema = renderer.parametersSchema(kind, policyPacks);
      expect(schema).toMatchObject({ required, additionalProperties: false });
      expect(Object.keys(Object(schema.properties))).toEqual(properties);
      for (const property of Object.values(Object(schema.properties))) {
        expect(property).toMatchObject({
          title: expect.any(String),
          description: expect.any(String),
        });
      }
    });

    it('are checked without rendering', () => {
      const { kind, policyPacks } = classNamed('production');
      expect(
        renderer.validateParameters(kind, policyPacks, {
          changeTicket: 'CHG0031337',
        }),
      ).toEqual([]);
      expect(renderer.validateParameters(kind, policyPacks, {})).toEqual([
        {
          field: 'parameters.changeTicket',
          expected: 'a value',
          got: 'nothing',
        },
      ]);
    });
  });
});

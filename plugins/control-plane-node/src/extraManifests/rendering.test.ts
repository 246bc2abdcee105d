import {
  extraManifests,
  renderer,
  renderInput,
} from '../__testUtils__/renderInputs';
import { objectNamed, readObjects } from '../__testUtils__/readObjects';
import { ExtraManifest } from '@platform-control-plane/backstage-plugin-control-plane-common';

function withExtra(files: ExtraManifest[]) {
  const input = renderInput('shared-staging');
  return { ...input, request: { ...input.request, extraManifests: files } };
}

describe('extra manifests in a rendering', () => {
  it('stand in the inventory and in the kustomization beside ours', () => {
    const rendering = renderer.render(withExtra(extraManifests));
    const file = (name: string) => `${rendering.root}/${name}`;
    expect(
      rendering.objects.filter(({ path }) =>
        [file('web.yaml'), file('settings.yaml')].includes(path),
      ),
    ).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        name: 'settings',
        namespace: 'payments-checkout-01234567-shared',
        path: file('settings.yaml'),
      },
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'web',
        namespace: 'payments-checkout-01234567',
        path: file('web.yaml'),
      },
      {
        apiVersion: 'v1',
        kind: 'Service',
        name: 'web',
        namespace: 'payments-checkout-01234567',
        path: file('web.yaml'),
      },
    ]);
    const kustomization = rendering.files.find(
      ({ path }) => path === file('kustomization.yaml'),
    );
    expect(kustomization?.content).toContain('  - settings.yaml\n');
    expect(kustomization?.content).toContain('  - web.yaml\n');
  });

  it('say whose they are, and keep what the team calls them', () => {
    const objects = readObjects(renderer.render(withExtra(extraManifests)));
    expect(objectNamed(objects, 'Deployment', 'web').metadata.labels).toEqual(
      expect.objectContaining({
        'app.kubernetes.io/name': 'web',
        'app.kubernetes.io/instance': 'req-0123456789abcdef',
        'app.kubernetes.io/managed-by': 'control-plane',
        'control-plane.io/request-id': 'req-0123456789abcdef',
      }),
    );
    expect(
      objectNamed(objects, 'Service', 'web').metadata.labels?.[
        'app.kubernetes.io/name'
      ],
    ).toBe('environment');
  });

  it('render the same bytes whatever their comments and the order of their keys', () => {
    const one = renderer.render(
      withExtra([
        {
          name: 'a.yaml',
          content:
            'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: "1", y: "2"}\n',
        },
      ]),
    );
    const other = renderer.render(
      withExtra([
        {
          name: 'a.yaml',
          content:
            '# the same\ndata:\n  y: "2"\n  x: "1"\nmetadata:\n  name: a\nkind: ConfigMap\napiVersion: v1\n',
        },
      ]),
    );
    expect(other.files).toEqual(one.files);
  });

  it.each([
    'kustomization.yaml',
    'namespace.yaml',
    'policypack.yaml',
    'workload-access.yaml',
    'argocd-application.yaml',
    'flux-anything.yaml',
  ])('may not be called %s', name => {
    const result = renderer.tryRender(
      withExtra([{ ...extraManifests[1], name }]),
    );
    expect(result).toEqual({
      type: 'invalid',
      errors: [
        {
          field: `extraManifests.${name}`,
          expected: 'a file name that the control plane does not use itself',
          got: `"${name}"`,
        },
      ],
    });
    expect(() =>
      renderer.render(withExtra([{ ...extraManifests[1], name }])),
    ).toThrow(`extraManifests.${name}: expected a file name`);
  });

  it('may not take the place of an object of ours, in whatever version', () => {
    expect(
      renderer.tryRender(
        withExtra([
          {
            name: 'a.yaml',
            content:
              'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: control-plane-policy-packs}\n',
          },
        ]),
      ),
    ).toEqual({
      type: 'invalid',
      errors: [
        expect.objectContaining({
          field: 'extraManifests.a.yaml, document 1, metadata.name',
          got: 'ConfigMap "control-plane-policy-packs"',
        }),
      ],
    });
  });
});

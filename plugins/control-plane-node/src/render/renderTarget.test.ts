import { InputError } from '@backstage/errors';
import { objectNamed, readObjects } from '../__testUtils__/readObjects';
import { renderer, targets } from '../__testUtils__/renderInputs';
import { RenderTarget } from './RenderInput';

describe('renderTarget', () => {
  it.each(['argocd', 'fluxcd'] as const)(
    'keeps the root of %s outside the folder that it delivers',
    delivery => {
      const { root, files } = renderer.renderTarget(targets[delivery]);
      expect(root).toBe('clusters/us-east-1/platform');
      expect(
        files
          .map(({ path }) => path)
          .filter(path => !path.startsWith(`${root}/`)),
      ).toEqual(['bootstrap/east/root.yaml']);
    },
  );

  it('lets the Argo CD root find every delivery object and survive the last one', () => {
    const root = objectNamed(
      readObjects(renderer.renderTarget(targets.argocd)),
      'Application',
      'control-plane-east',
    );
    expect(root.metadata.finalizers).toBeUndefined();
    expect(root.spec).toMatchObject({
      source: {
        path: 'clusters/us-east-1',
        directory: { recurse: true, include: '**/argocd-*.yaml' },
      },
      syncPolicy: { automated: { prune: true, allowEmpty: true } },
    });
  });

  it('lets the Flux root see delivery objects only', () => {
    const objects = readObjects(renderer.renderTarget(targets.fluxcd));
    expect(
      objectNamed(objects, 'GitRepository', 'control-plane-east-deliveries')
        .spec,
    ).toMatchObject({ ignore: '*.yaml\n!flux-*.yaml\n' });
    expect(
      objectNamed(objects, 'Kustomization', 'control-plane-east').spec,
    ).toMatchObject({
      path: './clusters/us-east-1',
      prune: true,
      sourceRef: {
        kind: 'GitRepository',
        name: 'control-plane-east-deliveries',
      },
    });
  });

  it('holds target-wide objects of every pack once', () => {
    const objects = readObjects(renderer.renderTarget(targets.argocd));
    const policies = objects.filter(
      ({ kind }) => kind === 'ValidatingAdmissionPolicy',
    );
    expect(policies.map(({ metadata }) => metadata.name)).toEqual([
      'control-plane-images-by-digest',
      'control-plane-no-exec',
    ]);
    for (const { metadata } of policies) {
      expect(
        objectNamed(objects, 'ValidatingAdmissionPolicyBinding', metadata.name)
          .spec,
      ).toMatchObject({
        policyName: metadata.name,
        matchResources: {
          namespaceSelector: {
            matchLabels: { 'control-plane.io/sox-controls': 'enforced' },
          },
        },
      });
    }
  });

  it.each<[string, Partial<RenderTarget>]>([
    ['name', { name: 'x'.repeat(39) }],
    ['region', { region: '../us' }],
    ['branch', { branch: '-f' }],
    ['destination', { destination: {} }],
    ['destination', { destination: { server: 'https://a', name: 'a' } }],
    [
      'destination.kubeConfigSecret',
      { destination: { name: 'a', kubeConfigSecret: { name: 'k' } } },
    ],
    ['destination', { delivery: 'fluxcd', destination: { name: 'a' } }],
    [
      'repositoryUrl',
      {
        delivery: 'fluxcd',
        destination: {},
        repositoryUrl: 'file:///srv/git/environments',
      },
    ],
  ])('refuses a wrong %s: %j', (field, change) => {
    const render = () =>
      renderer.renderTarget({ ...targets.argocd, ...change });
    expect(render).toThrow(InputError);
    expect(render).toThrow(new RegExp(`^${field}: expected `));
  });
});

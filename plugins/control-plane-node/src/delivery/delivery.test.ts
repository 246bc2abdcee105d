import { objectNamed, readObjects } from '../__testUtils__/readObjects';
import { renderer, renderInput, targets } from '../__testUtils__/renderInputs';
import { RenderInput } from '../render';
import { WORKLOAD_RESOURCES } from './workloadResources';

const ROOT = 'clusters/us-east-1/teams/payments/checkout/req-0123456789abcdef';
const FIRST_NAMESPACE = 'payments-checkout-01234567';

function fluxWith(change: Partial<RenderInput['target']>, ref = 'main') {
  const input = renderInput('preview', 'fluxcd');
  return readObjects(
    renderer.render({
      ...input,
      target: { ...input.target, ...change },
      request: {
        ...input.request,
        source: {
          url: 'https://git.example.com/a.git',
          ref,
          path: 'deploy',
        },
      },
    }),
  );
}

describe('delivery by Argo CD', () => {
  const objects = readObjects(renderer.render(renderInput('production')));

  it('follows Git by itself and tears down with the request', () => {
    const { metadata, spec } = objectNamed(
      objects,
      'Application',
      'req-0123456789abcdef',
    );
    expect(metadata).toMatchObject({
      namespace: 'argocd',
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    });
    expect(spec).toMatchObject({
      project: 'default',
      source: { path: ROOT, targetRevision: 'main' },
      destination: { server: 'https://kubernetes.default.svc' },
      syncPolicy: { automated: { prune: true, selfHeal: true } },
    });
  });

  it('confines the workload to one repository, one namespace and workload kinds', () => {
    const project = objectNamed(
      objects,
      'AppProject',
      'req-0123456789abcdef-workload',
    );
    expect(project.metadata.finalizers).toHaveLength(1);
    expect(project.spec).toMatchObject({
      sourceRepos: ['https://git.example.com/payments/checkout.git'],
      destinations: [
        {
          server: 'https://kubernetes.default.svc',
          namespace: FIRST_NAMESPACE,
        },
      ],
      clusterResourceWhitelist: [],
    });
    const { spec } = objectNamed(
      objects,
      'Application',
      'req-0123456789abcdef-workload',
    );
    expect(spec).toMatchObject({
      project: 'req-0123456789abcdef-workload',
      destination: { namespace: FIRST_NAMESPACE },
      source: { path: 'deploy/overlay', targetRevision: 'main' },
    });
    expect(JSON.stringify(spec)).not.toContain('CreateNamespace');
  });

  it('uses the project, namespace and cluster name of the target', () => {
    const input = renderInput();
    const application = objectNamed(
      readObjects(
        renderer.render({
          ...input,
          target: {
            ...targets.argocd,
            destination: { name: 'east' },
            deliveryNamespace: 'gitops',
            project: 'environments',
          },
        }),
      ),
      'Application',
      'req-0123456789abcdef',
    );
    expect(application).toMatchObject({
      metadata: { namespace: 'gitops' },
      spec: { project: 'environments', destination: { name: 'east' } },
    });
  });
});

describe('delivery by Flux', () => {
  const objects = readObjects(
    renderer.render(renderInput('preview', 'fluxcd')),
  );

  it('takes the content from the repository of the target', () => {
    expect(
      objectNamed(objects, 'Kustomization', 'req-0123456789abcdef'),
    ).toMatchObject({
      metadata: { namespace: 'flux-system' },
      spec: {
        path: `./${ROOT}`,
        prune: true,
        wait: true,
        sourceRef: { kind: 'GitRepository', name: 'control-plane-east' },
        kubeConfig: { secretRef: { name: 'east-kubeconfig', key: 'value' } },
      },
    });
  });

  it('confines the workload to one namespace and an account without other rights', () => {
    expect(
      objectNamed(objects, 'Kustomization', 'req-0123456789abcdef-workload')
        .spec,
    ).toMatchObject({
      targetNamespace: FIRST_NAMESPACE,
      serviceAccountName: 'control-plane-workload',
      dependsOn: [{ name: 'req-0123456789abcdef' }],
      prune: true,
      path: './deploy/overlay',
    });
    expect(
      objectNamed(objects, 'RoleBinding', 'control-plane-workload'),
    ).toMatchObject({
      metadata: { namespace: FIRST_NAMESPACE },
      roleRef: { kind: 'ClusterRole', name: 'control-plane-workload' },
      subjects: [
        {
          kind: 'ServiceAccount',
          name: 'control-plane-workload',
          namespace: 'flux-system',
        },
      ],
    });
  });

  it('asks for no kubeconfig on its own cluster', () => {
    expect(
      objectNamed(
        fluxWith({ destination: {} }),
        'Kustomization',
        'req-0123456789abcdef',
      ).spec,
    ).not.toHaveProperty('kubeConfig');
  });

  it.each([
    ['main', { branch: 'main' }],
    ['release/1.2', { branch: 'release/1.2' }],
    ['refs/tags/v1.2.3', { name: 'refs/tags/v1.2.3' }],
    ['ab'.repeat(20), { commit: 'ab'.repeat(20) }],
  ])('reads the ref %s as what it is', (ref, expected) => {
    expect(
      objectNamed(
        fluxWith({}, ref),
        'GitRepository',
        'req-0123456789abcdef-workload',
      ).spec?.ref,
    ).toEqual(expected);
  });
});

describe('what an application may deliver', () => {
  it.each([
    'NetworkPolicy',
    'ResourceQuota',
    'LimitRange',
    'Role',
    'RoleBinding',
    'Namespace',
  ])('leaves out %s', kind => {
    expect(
      WORKLOAD_RESOURCES.flatMap(({ kinds }) => Object.values(kinds)),
    ).not.toContain(kind);
  });

  it('names each right in the role for Flux', () => {
    const role = objectNamed(
      readObjects(renderer.renderTarget(targets.fluxcd)),
      'ClusterRole',
      'control-plane-workload',
    );
    expect(JSON.stringify(role)).not.toContain('*');
    expect(role.rules).toHaveLength(WORKLOAD_RESOURCES.length);
  });

  it('lets the account for Flux look everywhere, so that it sees what is gone, and do nothing else there', () => {
    const objects = readObjects(renderer.renderTarget(targets.fluxcd));
    const bound = objects.filter(({ kind }) => kind === 'ClusterRoleBinding');
    expect(bound).toMatchObject([
      {
        roleRef: { name: 'control-plane-workload-look-up' },
        subjects: [{ name: 'control-plane-workload' }],
      },
    ]);
    expect(
      objectNamed(objects, 'ClusterRole', 'control-plane-workload-look-up')
        .rules,
    ).toEqual(
      WORKLOAD_RESOURCES.map(({ group, kinds }) => ({
        apiGroups: [group],
        resources: Object.keys(kinds),
        verbs: ['get'],
      })),
    );
  });

  it('keeps the right to remove a workload when its source loses the path', () => {
    const staging = readObjects(
      renderer.render(renderInput('shared-staging', 'fluxcd')),
    );
    expect(
      objectNamed(staging, 'RoleBinding', 'control-plane-workload').metadata
        .namespace,
    ).toBe(FIRST_NAMESPACE);
  });
});

import { JsonObject } from '@backstage/types';
import { Manifest } from '../manifests/Manifest';
import { RenderTarget } from '../render/RenderInput';
import { DeliveryEngine } from './DeliveryEngine';
import { WORKLOAD_RESOURCES } from './workloadResources';

const SOURCE_API = 'source.toolkit.fluxcd.io/v1';
const KUSTOMIZE_API = 'kustomize.toolkit.fluxcd.io/v1';
const RBAC_API = 'rbac.authorization.k8s.io/v1';

/** Name of the account that applies what comes from applications' repositories, and of the role that limits it. */
const WORKLOAD_ACCOUNT = 'control-plane-workload';
const WORKLOAD_LOOK_UP = `${WORKLOAD_ACCOUNT}-look-up`;

const VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

interface KustomizationOptions {
  name: string;
  target: RenderTarget;
  path: string;
  source: string;
  spec?: JsonObject;
}

function kustomization(options: KustomizationOptions): Manifest {
  const { name, target, path, source, spec } = options;
  return {
    apiVersion: KUSTOMIZE_API,
    kind: 'Kustomization',
    metadata: { name, namespace: namespaceOf(target) },
    spec: {
      interval: '10m',
      retryInterval: '1m',
      timeout: '5m',
      prune: true,
      path: `./${path}`,
      sourceRef: { kind: 'GitRepository', name: source },
      ...spec,
    },
  };
}

interface RepositoryOptions {
  name: string;
  namespace: string;
  url: string;
  ref: JsonObject;
  spec?: JsonObject;
}

function gitRepository(options: RepositoryOptions): Manifest {
  const { name, namespace, url, ref, spec } = options;
  return {
    apiVersion: SOURCE_API,
    kind: 'GitRepository',
    metadata: { name, namespace },
    spec: { interval: '1m', timeout: '1m', url, ref, ...spec },
  };
}

function namespaceOf(target: RenderTarget): string {
  return target.deliveryNamespace ?? 'flux-system';
}

function contentOf(target: RenderTarget): string {
  return `control-plane-${target.name}`;
}

/** Flux's own cluster needs no kubeconfig. */
function remoteOf(target: RenderTarget): JsonObject {
  const secret = target.destination.kubeConfigSecret;
  return secret ? { kubeConfig: { secretRef: { ...secret } } } : {};
}

/**
 * Flux asks which kind of name a ref is, people do not say.
 *
 * @remarks
 * 40 hex digits are a commit, `refs/…` is taken as it is, and everything else is a branch; a tag is written `refs/tags/…`.
 */
function refOf(ref: string): JsonObject {
  if (/^[0-9a-f]{40}$/.test(ref)) {
    return { commit: ref };
  }
  return ref.startsWith('refs/') ? { name: ref } : { branch: ref };
}

function clusterRole(name: string, verbs: string[]): Manifest {
  return {
    apiVersion: RBAC_API,
    kind: 'ClusterRole',
    metadata: { name },
    rules: WORKLOAD_RESOURCES.map(({ group, kinds }) => ({
      apiGroups: [group],
      resources: Object.keys(kinds),
      verbs,
    })),
  };
}

/** Binds the workload account to a role, in one namespace or, without one, everywhere. */
function binding(
  target: RenderTarget,
  role: string,
  namespace?: string,
): Manifest {
  return {
    apiVersion: RBAC_API,
    kind: namespace ? 'RoleBinding' : 'ClusterRoleBinding',
    metadata: { name: role, ...(namespace && { namespace }) },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: role,
    },
    subjects: [
      {
        kind: 'ServiceAccount',
        name: WORKLOAD_ACCOUNT,
        namespace: namespaceOf(target),
      },
    ],
  };
}

export const fluxcdDelivery: DeliveryEngine = {
  filePrefix: 'flux-',
  requestFile: 'flux-kustomization.yaml',
  workloadFile: 'flux-workload.yaml',
  platformFile: 'flux-platform.yaml',
  namespaceOf,
  folder: (target, { name, path }) =>
    kustomization({
      name,
      target,
      path,
      source: contentOf(target),
      spec: { wait: true, ...remoteOf(target) },
    }),
  /**
   * Two things confine the application's repository: `targetNamespace` replaces every namespace that its objects name,
   * and the account that applies them has rights inside the namespaces of requests only and on workloads only.
   */
  workload: ({ request, target, namespaces }, { url, ref, path }) => {
    const name = `${request.id}-workload`;
    return [
      gitRepository({
        name,
        namespace: namespaceOf(target),
        url,
        ref: refOf(ref),
      }),
      kustomization({
        name,
        target,
        path,
        source: name,
        spec: {
          dependsOn: [{ name: request.id }],
          serviceAccountName: WORKLOAD_ACCOUNT,
          targetNamespace: namespaces[0].name,
          wait: true,
          ...remoteOf(target),
        },
      }),
    ];
  },
  workloadAccess: ({ target, namespaces }) => [
    binding(target, WORKLOAD_ACCOUNT, namespaces[0].name),
  ],
  /**
   * To look is allowed everywhere: once a namespace is gone, so is the binding in it, and Flux would take the refusal to
   * look for a workload as a reason to keep trying to remove it, for ever. Writing ends with the namespace.
   */
  platformObjects: target => [
    clusterRole(WORKLOAD_ACCOUNT, VERBS),
    clusterRole(WORKLOAD_LOOK_UP, ['get']),
    binding(target, WORKLOAD_LOOK_UP),
  ],
  root: (target, regionPath) => {
    const namespace = namespaceOf(target);
    const content = contentOf(target);
    const repository = {
      namespace,
      url: target.repositoryUrl,
      ref: { branch: target.branch },
    };
    const credentials: JsonObject = target.repositorySecret
      ? { secretRef: { name: target.repositorySecret } }
      : {};
    return [
      // Flux looks the account up beside the Kustomization that names it, even when it applies to another cluster.
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: WORKLOAD_ACCOUNT, namespace },
        automountServiceAccountToken: false,
      },
      gitRepository({ ...repository, name: content, spec: credentials }),
      // The same repository reduced to delivery objects, because a Kustomization takes every file it finds.
      gitRepository({
        ...repository,
        name: `${content}-deliveries`,
        spec: { ...credentials, ignore: '*.yaml\n!flux-*.yaml\n' },
      }),
      kustomization({
        name: content,
        target,
        path: regionPath,
        source: `${content}-deliveries`,
      }),
    ];
  },
};

import { JsonObject } from '@backstage/types';
import { Manifest } from '../manifests/Manifest';
import { RenderTarget } from '../render/RenderInput';
import { DeliveryEngine } from './DeliveryEngine';
import { WORKLOAD_RESOURCES } from './workloadResources';

const API_VERSION = 'argoproj.io/v1alpha1';

/** Holds an object back until what it delivered is gone, or a project until no Application is in it. */
const CASCADE_FINALIZER = 'resources-finalizer.argocd.argoproj.io';

const RETRY: JsonObject = {
  limit: 5,
  backoff: { duration: '5s', factor: 2, maxDuration: '3m' },
};

interface ApplicationOptions {
  name: string;
  namespace: string;
  project: string;
  source: JsonObject;
  destination: JsonObject;
  syncOptions?: string[];
}

/** An Application that follows Git by itself and takes everything with it when it is removed. */
function application(options: ApplicationOptions): Manifest {
  const { name, namespace, project, source, destination, syncOptions } =
    options;
  return {
    apiVersion: API_VERSION,
    kind: 'Application',
    metadata: { name, namespace, finalizers: [CASCADE_FINALIZER] },
    spec: {
      project,
      source,
      destination,
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        retry: RETRY,
        // The default ServiceAccount of a namespace is made by the cluster; client-side apply would warn about it for ever.
        syncOptions: ['ServerSideApply=true', ...(syncOptions ?? [])],
      },
    },
  };
}

function namespaceOf(target: RenderTarget): string {
  return target.deliveryNamespace ?? 'argocd';
}

function destinationOf(target: RenderTarget): JsonObject {
  const { server, name } = target.destination;
  return server === undefined ? { name } : { server };
}

export const argocdDelivery: DeliveryEngine = {
  filePrefix: 'argocd-',
  requestFile: 'argocd-application.yaml',
  workloadFile: 'argocd-workload.yaml',
  platformFile: 'argocd-platform.yaml',
  namespaceOf,
  folder: (target, { name, path }) =>
    application({
      name,
      namespace: namespaceOf(target),
      project: target.project ?? 'default',
      source: {
        repoURL: target.repositoryUrl,
        targetRevision: target.branch,
        path,
      },
      destination: destinationOf(target),
    }),
  /**
   * The destination of an Application is only a default for objects that name no namespace; what confines the
   * application's repository is a project of its own.
   */
  workload: (context, { url, ref, path }) => {
    const { request, target, namespaces } = context;
    const name = `${request.id}-workload`;
    const namespace = namespaceOf(target);
    const destination = {
      ...destinationOf(target),
      namespace: namespaces[0].name,
    };
    return [
      {
        apiVersion: API_VERSION,
        kind: 'AppProject',
        metadata: { name, namespace, finalizers: [CASCADE_FINALIZER] },
        spec: {
          description: `Workload of ${request.app} in ${namespaces[0].name}`,
          sourceRepos: [url],
          destinations: [destination],
          clusterResourceWhitelist: [],
          namespaceResourceWhitelist: WORKLOAD_RESOURCES.flatMap(
            ({ group, kinds }) =>
              Object.values(kinds).map(kind => ({ group, kind })),
          ),
        },
      },
      application({
        name,
        namespace,
        project: name,
        source: { repoURL: url, targetRevision: ref, path },
        destination,
        // What the request itself delivers stays the request's.
        syncOptions: ['FailOnSharedResource=true'],
      }),
    ];
  },
  workloadAccess: () => [],
  platformObjects: () => [],
  root: (target, regionPath) => [
    {
      apiVersion: API_VERSION,
      kind: 'Application',
      // No finalizer: whoever removes the root by hand must not tear down every environment of the region with it.
      metadata: {
        name: `control-plane-${target.name}`,
        namespace: namespaceOf(target),
      },
      spec: {
        project: 'default',
        source: {
          repoURL: target.repositoryUrl,
          targetRevision: target.branch,
          path: regionPath,
          directory: { recurse: true, include: '**/argocd-*.yaml' },
        },
        // The delivery objects belong beside the engine, wherever what they deliver goes.
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: namespaceOf(target),
        },
        syncPolicy: {
          // Without allowEmpty the last environment of a region could not be removed.
          automated: { prune: true, selfHeal: true, allowEmpty: true },
          retry: RETRY,
        },
      },
    },
  ],
};

import { ExtraManifest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { JsonObject } from '@backstage/types';

/** The parts of a request that reach manifests. Neither generation nor lease is among them, so an extension rewrites no file. */
export interface RenderRequest {
  /** `req-` and 16 hex digits; every name derives from it. */
  id: string;
  /** What is made, e.g. `environment`. */
  kind: string;
  team: string;
  app: string;
  /** Entity reference of the requester or of the group that owns the request. */
  owner: string;
  /** The team's own labels, e.g. `cost-center`; keys without a prefix. */
  labels: Record<string, string>;
  /** The application's own repository; with a path, that folder is delivered into the first namespace. */
  source?: { url: string; ref: string; path?: string };
  parameters: JsonObject;
  /** Files of the team's own beside those that the class renders. */
  extraManifests?: ExtraManifest[];
}

/** The pinned class revision as rendering sees it. */
export interface RenderClass {
  name: string;
  /** `sha256:` and 64 hex digits of the class revision. */
  digest: string;
  /** Roles of the namespaces; the first is the application's own. */
  namespaces: string[];
  quotaProfile: string;
  policyPacks: string[];
}

/** Where a request lands and what carries it there. */
export interface RenderTarget {
  name: string;
  region: string;
  delivery: 'argocd' | 'fluxcd';
  destination: {
    /** Argo CD: address of the cluster's API server. */
    server?: string;
    /** Argo CD: name of the cluster, instead of its address. */
    name?: string;
    /** Flux: Secret with the kubeconfig of a remote cluster; Flux's own cluster when absent. */
    kubeConfigSecret?: { name: string; key?: string };
  };
  /** The GitOps repository as the delivery engine sees it. */
  repositoryUrl: string;
  /** Flux: Secret with the credentials of that repository; Argo CD keeps its own. */
  repositorySecret?: string;
  branch: string;
  /** Namespace of the delivery objects; `argocd` or `flux-system` when absent. */
  deliveryNamespace?: string;
  /** Argo CD project of the request's own Application; `default` when absent. */
  project?: string;
}

export interface RenderInput {
  request: RenderRequest;
  class: RenderClass;
  target: RenderTarget;
}

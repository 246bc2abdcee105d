/** An amount for a request with n namespaces: `max(atLeast, perNamespace × n)`. Whole numbers. */
export interface QuotaFigure {
  atLeast: number;
  perNamespace: number;
}

/** The resources that every profile limits; memory in Gi, CPU in cores. */
export type QuotaResource =
  | 'pods'
  | 'services'
  | 'persistentvolumeclaims'
  | 'requests.cpu'
  | 'requests.memory'
  | 'limits.cpu'
  | 'limits.memory';

/** Kubernetes quantities, e.g. `500m` and `512Mi`. */
export type ContainerResources = {
  cpu: string;
  memory: string;
};

/** How much a request may use as a whole, and what one container gets. */
export interface QuotaProfile {
  /** RFC 1123 label. */
  readonly name: string;
  readonly description: string;
  readonly quota: Record<QuotaResource, QuotaFigure>;
  readonly container: {
    /** Limit of a container that names none. */
    default: ContainerResources;
    /** Request of a container that names none, in classes whose packs ask for default requests. */
    defaultRequest: ContainerResources;
    max: ContainerResources;
  };
}

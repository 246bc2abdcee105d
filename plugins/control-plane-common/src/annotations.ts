/** Labels that every rendered object carries. */
export const LABEL_REQUEST_ID = 'control-plane.io/request-id';
export const LABEL_TEAM = 'control-plane.io/team';
export const LABEL_APP = 'control-plane.io/app';
export const LABEL_CLASS = 'control-plane.io/class';

/** Labels that the catalog entity of a request carries besides those above. */
export const LABEL_REGION = 'control-plane.io/region';
export const LABEL_PHASE = 'control-plane.io/phase';

/** Id of the request that an entity stands for, or that a descriptor made. */
export const ANNOTATION_REQUEST_ID = 'control-plane.io/request-id';
/** Instant at which the lease of an entity's request ends: ISO 8601 in UTC. */
export const ANNOTATION_EXPIRES_AT = 'control-plane.io/expires-at';

/** Annotations by which other plugins find what belongs to an entity. */
export const ANNOTATION_KUBERNETES_NAMESPACE =
  'backstage.io/kubernetes-namespace';
export const ANNOTATION_KUBERNETES_LABEL_SELECTOR =
  'backstage.io/kubernetes-label-selector';
export const ANNOTATION_ARGOCD_APP_SELECTOR = 'argocd/app-selector';

/** Every annotation that the catalog module writes, and what for. */
export const CATALOG_ANNOTATIONS = [
  {
    name: ANNOTATION_REQUEST_ID,
    description: 'Request that the entity stands for or made',
  },
  {
    name: ANNOTATION_EXPIRES_AT,
    description: 'Instant at which the lease of the request ends',
  },
  {
    name: ANNOTATION_KUBERNETES_NAMESPACE,
    description: 'Namespace of a request that has one only',
  },
  {
    name: ANNOTATION_KUBERNETES_LABEL_SELECTOR,
    description: 'Label that every object of the request carries',
  },
  {
    name: ANNOTATION_ARGOCD_APP_SELECTOR,
    description: 'Label that the Applications of the request carry',
  },
] as const;

/** Reference of the catalog entity that stands for a request. */
export function requestEntityRef(id: string): string {
  return `resource:default/${id}`;
}

/** Trailers of a publication's commit. */
export const TRAILER_OPERATION = 'Control-Plane-Operation';
export const TRAILER_REQUEST = 'Control-Plane-Request';
export const TRAILER_GENERATION = 'Control-Plane-Generation';
export const TRAILER_PLAN_DIGEST = 'Plan-Digest';
export const TRAILER_APPROVED_BY = 'Approved-By';

/** Header by which a caller makes a create repeatable; the server makes one and returns it when absent. */
export const HEADER_IDEMPOTENCY_KEY = 'Idempotency-Key';

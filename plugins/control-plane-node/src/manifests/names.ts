/** Labels and annotations that rendering sets besides those of the wire contract. */
export const LABEL_NAMESPACE_ROLE = 'control-plane.io/namespace-role';
/** Namespaces that other environments of the team may call. */
export const LABEL_SHARED = 'control-plane.io/shared';
/** A team's own label `cost-center` becomes `label.control-plane.io/cost-center`, so that it can switch nothing in a cluster. */
export const TEAM_LABEL_PREFIX = 'label.control-plane.io/';

export const ANNOTATION_OWNER = 'control-plane.io/owner';
export const ANNOTATION_CLASS_DIGEST = 'control-plane.io/class-digest';
export const ANNOTATION_SOURCE_URL = 'control-plane.io/source-url';
export const ANNOTATION_SOURCE_REF = 'control-plane.io/source-ref';
export const ANNOTATION_SOURCE_PATH = 'control-plane.io/source-path';

/** Set by Kubernetes on every namespace; nobody can give it to another one. */
export const LABEL_KUBERNETES_NAME = 'kubernetes.io/metadata.name';

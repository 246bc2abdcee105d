/** Longest RFC 1123 label: https://www.rfc-editor.org/rfc/rfc1123#section-2.1 */
export const MAX_LABEL_LENGTH = 63;

// `$` alone would accept a trailing newline in some engines' multiline modes; `(?![\s\S])` ends at the very end of the input.
const RFC_1123_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?![\s\S])/;

/** Whether `value` is an RFC 1123 label of at most 63 characters. */
export function isLabel(value: string): boolean {
  return value.length <= MAX_LABEL_LENGTH && RFC_1123_LABEL.test(value);
}

const RESERVED_NAMES = new Set([
  'default',
  'argocd',
  'flux-system',
  'openshift',
  'platform',
  'bootstrap',
  'clusters',
]);
const RESERVED_PREFIXES = ['kube-', 'openshift-'];

/**
 * Whether a name may not be used for something that becomes a namespace of its own.
 *
 * @remarks
 * Kubernetes reserves `kube-*`; the others belong to the distributions and delivery engines that share the cluster.
 */
export function isReservedNamespace(value: string): boolean {
  return (
    RESERVED_NAMES.has(value) ||
    RESERVED_PREFIXES.some(prefix => value.startsWith(prefix))
  );
}

/** The name of an entity reference such as `group:default/payments`, or the value itself when it is a bare name. */
export type EntityName = { kind?: string; namespace?: string; name: string };

const ENTITY_REF =
  /^(?:([a-z][a-z0-9-]*):)?(?:([a-zA-Z0-9][-a-zA-Z0-9._]*)\/)?([a-zA-Z0-9][-a-zA-Z0-9._]*)(?![\s\S])/i;

/** Splits an entity reference or a bare name; undefined when `value` is neither. */
export function splitEntityRef(value: string): EntityName | undefined {
  const match = ENTITY_REF.exec(value);
  if (!match) {
    return undefined;
  }
  const [, kind, namespace, name] = match;
  return {
    ...(kind ? { kind: kind.toLowerCase() } : {}),
    ...(namespace ? { namespace: namespace.toLowerCase() } : {}),
    name: name.toLowerCase(),
  };
}

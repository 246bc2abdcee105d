import {
  isLabel,
  splitEntityRef,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { InvalidFieldsError } from '../../domain/errors/InvalidFieldsError';

/**
 * The bare name of a catalog entity that a field refers to.
 *
 * @remarks
 * Names become path segments and parts of namespaces: only RFC 1123 labels of the default namespace will do, and nothing is quietly
 * rewritten into one.
 *
 * @throws InvalidFieldsError for another kind, another namespace, or a name that is no label.
 */
export function parseEntityName(
  field: string,
  value: string,
  kind: 'group' | 'component',
): string {
  const ref = splitEntityRef(value);
  const isRightKind = ref?.kind === undefined || ref.kind === kind;
  const isRightNamespace =
    ref?.namespace === undefined || ref.namespace === 'default';
  if (!ref || !isRightKind || !isRightNamespace || !isLabel(ref.name)) {
    throw new InvalidFieldsError([
      {
        field,
        expected: `a ${kind} of the catalog’s default namespace whose name is a lower-case RFC 1123 label, as "${kind}:default/<name>" or "<name>"`,
        got: JSON.stringify(value),
      },
    ]);
  }
  return ref.name;
}

/**
 * The full reference of a user or group; a bare name is a user.
 *
 * @throws InvalidFieldsError for another kind.
 */
export function parseOwner(field: string, value: string): string {
  const ref = splitEntityRef(value);
  const kind = ref?.kind ?? 'user';
  if (!ref || (kind !== 'user' && kind !== 'group')) {
    throw new InvalidFieldsError([
      {
        field,
        expected: 'a reference to a user or group, such as "user:default/remy"',
        got: JSON.stringify(value),
      },
    ]);
  }
  return `${kind}:${ref.namespace ?? 'default'}/${ref.name}`;
}

/** Whom a filter means: a bare name is a user, anything else stands as it was recorded. */
export function parseRequester(value: string): string {
  return /[:/]/.test(value) ? value : parseOwner('requester', value);
}

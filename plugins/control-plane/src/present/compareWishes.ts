import {
  EnvironmentRequest,
  Revision,
  Source,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/** One field that a revision sets, removes or gives another value. */
export interface WishChange {
  /** As the API names it: `parameters.replicas`, `source.ref`. */
  field: string;
  /** Absent when the field is new. */
  before?: string;
  /** Absent when the field is taken away. */
  after?: string;
}

/**
 * Lists which fields a revision would change, in the order in which a form asks for them.
 *
 * @remarks
 * A create changes every field it sets. An extension and a deletion change none: they speak of the lease and of the whole.
 */
export function compareWishes(options: {
  request: EnvironmentRequest;
  revision: Revision;
}): WishChange[] {
  const { request, revision } = options;
  if (revision.action === 'extend' || revision.action === 'delete') {
    return [];
  }
  const before = revision.action === 'create' ? {} : fieldsOf(request);
  const after = fieldsOf(revision);
  const fields = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return fields
    .map(field => ({ field, before: before[field], after: after[field] }))
    .filter(change => change.before !== change.after);
}

function fieldsOf(wish: EnvironmentRequest | Revision): Record<string, string> {
  return {
    class: `${wish.class.name} ${wish.class.revision}`,
    ...prefixed('parameters', wish.parameters),
    ...(wish.source ? sourceFields(wish.source) : {}),
    ...prefixed('labels', wish.labels),
    owner: wish.owner,
  };
}

function sourceFields(source: Source): Record<string, string> {
  return {
    'source.url': source.url,
    'source.ref': source.ref,
    ...(source.path === undefined ? {} : { 'source.path': source.path }),
  };
}

function prefixed(
  prefix: string,
  values: Record<string, unknown>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      `${prefix}.${name}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

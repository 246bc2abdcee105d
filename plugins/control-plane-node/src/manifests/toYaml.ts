import { JsonObject, JsonValue } from '@backstage/types';
import { dump } from 'js-yaml';

/** Fields that people look for first; the others follow in the order of their UTF-16 code units. */
const LEADING_FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'];
const LEADING_METADATA = ['name', 'namespace'];

/**
 * Writes objects as one YAML stream.
 *
 * @remarks
 * The bytes depend on the values alone, never on the order in which keys were set: what was approved is compared and
 * published by its bytes. No anchors, no folding, LF, and a newline at the end. Members that are `undefined` are left out.
 */
export function toYaml(documents: readonly JsonObject[]): string {
  return documents
    .map(document =>
      dump(ordered(document, LEADING_FIELDS), { noRefs: true, lineWidth: -1 }),
    )
    .join('---\n');
}

function ordered(value: JsonObject, leading: string[]): JsonObject {
  const rank = (key: string) => {
    const index = leading.indexOf(key);
    return index === -1 ? leading.length : index;
  };
  const members = Object.entries(value)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .flatMap(([key, member]) =>
      member === undefined
        ? []
        : [[key, orderedMember(key, member, leading)] as const],
    );
  // Not by assignment: a member called `__proto__` would become the prototype.
  return Object.fromEntries(members);
}

function orderedMember(
  key: string,
  value: JsonValue,
  siblings: string[],
): JsonValue {
  if (Array.isArray(value)) {
    return value.map(item => orderedMember('', item, []));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const isMetadata = siblings === LEADING_FIELDS && key === 'metadata';
  return ordered(value, isMetadata ? LEADING_METADATA : []);
}

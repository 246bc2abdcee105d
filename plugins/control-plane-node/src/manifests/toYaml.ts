import { JsonObject, JsonValue } from '@backstage/types';
import { DUMP_SCHEMA, jsToAst, present } from 'js-yaml';

/** Fields that people look for first; the others follow in the order of their UTF-16 code units. */
const LEADING_FIELDS = ['apiVersion', 'kind', 'metadata', 'spec'];
const LEADING_METADATA = ['name', 'namespace'];
const NONE: readonly string[] = [];

const STYLE = { schema: DUMP_SCHEMA, lineWidth: -1 };

/**
 * Writes objects as one YAML stream.
 *
 * @remarks
 * The bytes depend on the values alone, never on the order in which keys were set: what was approved is compared and
 * published by its bytes. No anchors, no folding, LF, and a newline at the end. Members that are `undefined` are left out.
 */
export function toYaml(documents: readonly JsonObject[]): string {
  const inOrder = documents.map(document => ordered(document, LEADING_FIELDS));
  // `dump` prepares its schema and options again for each document, which costs a fifth of the whole.
  const [{ contents: all }] = jsToAst(inOrder, DUMP_SCHEMA, { noRefs: true });
  if (all?.kind !== 'sequence') {
    throw new Error('Expected js-yaml to make a sequence of an array');
  }
  return all.items
    .map(contents => present([{ contents, directives: [] }], STYLE))
    .join('---\n');
}

function ordered(value: JsonObject, leading: readonly string[]): JsonObject {
  // The default order is that of UTF-16 code units.
  const keys = Object.keys(value).sort();
  const first = leading.filter(key => Object.hasOwn(value, key));
  const rest =
    first.length === 0 ? keys : keys.filter(key => !first.includes(key));
  const result: JsonObject = {};
  for (const key of first.length === 0 ? keys : [...first, ...rest]) {
    const member = value[key];
    if (member !== undefined) {
      set(result, key, orderedMember(key, member, leading));
    }
  }
  return result;
}

/** By assignment, a member called `__proto__` would become the prototype. */
function set(object: JsonObject, key: string, value: JsonValue): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else {
    object[key] = value;
  }
}

function orderedMember(
  key: string,
  value: JsonValue,
  siblings: readonly string[],
): JsonValue {
  if (Array.isArray(value)) {
    return value.map(item => orderedMember('', item, NONE));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const isMetadata = siblings === LEADING_FIELDS && key === 'metadata';
  return ordered(value, isMetadata ? LEADING_METADATA : NONE);
}

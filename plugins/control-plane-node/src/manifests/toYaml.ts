import { JsonObject, JsonValue } from '@backstage/types';
import { DUMP_SCHEMA, jsToAst, present } from 'js-yaml';
import { assertPlainText } from './assertPlainText';
import { fieldsInOrder, LEADING_FIELDS, leadingFieldsOf } from './fieldOrder';
import { writeBlock } from './writeBlock';

const STYLE = { schema: DUMP_SCHEMA, lineWidth: -1 };

/**
 * Writes objects as one YAML stream.
 *
 * @remarks
 * The bytes depend on the values alone, never on the order in which keys were set: what was approved is compared and
 * published by its bytes. No anchors, no folding, LF, and a newline at the end. Members that are `undefined` are left out.
 */
export function toYaml(documents: readonly JsonObject[]): string {
  return documents
    .map(
      document =>
        writeBlock(document, LEADING_FIELDS) ?? writeByLibrary(document),
    )
    .join('---\n');
}

/**
 * As {@link toYaml}, of documents that come from who extends the product or brings manifests.
 *
 * @param path - of the file, for the error
 * @throws InputError as `assertPlainText` does
 */
export function toCheckedYaml(
  documents: readonly JsonObject[],
  path: string,
): string {
  return documents
    .map((document, index) => {
      const written = writeBlock(document, LEADING_FIELDS);
      if (written !== undefined) {
        return written;
      }
      assertPlainText(document, `${path}#${index}`);
      return writeByLibrary(document);
    })
    .join('---\n');
}

/** What {@link writeBlock} writes, and everything else. */
export function writeByLibrary(document: JsonObject): string {
  const inOrder = ordered(document, LEADING_FIELDS);
  const [{ contents }] = jsToAst(inOrder, DUMP_SCHEMA, { noRefs: true });
  return present([{ contents, directives: [] }], STYLE);
}

function ordered(value: JsonObject, leading: readonly string[]): JsonObject {
  const result: JsonObject = {};
  for (const field of fieldsInOrder(value, leading)) {
    const member = value[field];
    if (member !== undefined) {
      set(
        result,
        field,
        orderedMember(member, leadingFieldsOf(field, leading)),
      );
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
  value: JsonValue,
  leading: readonly string[],
): JsonValue {
  if (Array.isArray(value)) {
    return value.map(item => orderedMember(item, []));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  return ordered(value, leading);
}

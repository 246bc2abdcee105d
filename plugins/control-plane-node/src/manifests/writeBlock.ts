import { JsonObject, JsonValue } from '@backstage/types';
import { fieldsInOrder, leadingFieldsOf } from './fieldOrder';
import { writeText } from './writeText';

/** A collection with something in it begins on a line of its own after a key. */
type Written = { text: string; ownLine: boolean };

/**
 * Writes a document with its fields in order, byte for byte as js-yaml does and in a fraction of its time: nothing is
 * built in between.
 *
 * @returns undefined when something is in it that only js-yaml knows how to write, such as text of several lines
 */
export function writeBlock(
  document: JsonObject,
  leading: readonly string[],
): string | undefined {
  const written = writeMapping(document, leading, '');
  return written && `${written.text}\n`;
}

function writeValue(
  value: JsonValue,
  leading: readonly string[],
  indent: string,
): Written | undefined {
  if (Array.isArray(value)) {
    return writeSequence(value, indent);
  }
  if (typeof value === 'object' && value !== null) {
    return writeMapping(value, leading, indent);
  }
  const text = writeScalar(value);
  return text === undefined ? undefined : { text, ownLine: false };
}

function writeScalar(value: string | number | boolean | null) {
  if (typeof value === 'string') {
    return writeText(value);
  }
  if (typeof value === 'number') {
    const isWhole = Number.isSafeInteger(value) && !Object.is(value, -0);
    return isWhole ? String(value) : undefined;
  }
  return String(value);
}

function writeMapping(
  value: JsonObject,
  leading: readonly string[],
  indent: string,
): Written | undefined {
  const inner = `${indent}  `;
  let text = '';
  for (const field of fieldsInOrder(value, leading)) {
    const member = value[field];
    if (member !== undefined) {
      const name = writeText(field);
      const written = writeValue(
        member,
        leadingFieldsOf(field, leading),
        inner,
      );
      if (name === undefined || written === undefined) {
        return undefined;
      }
      const gap = written.ownLine ? `\n${inner}` : ' ';
      text += `${text && `\n${indent}`}${name}:${gap}${written.text}`;
    }
  }
  return text ? { text, ownLine: true } : { text: '{}', ownLine: false };
}

function writeSequence(
  items: readonly JsonValue[],
  indent: string,
): Written | undefined {
  const inner = `${indent}  `;
  let text = '';
  for (const item of items) {
    const written = writeValue(item, [], inner);
    if (written === undefined) {
      return undefined;
    }
    text += `${text && `\n${indent}`}- ${written.text}`;
  }
  return text ? { text, ownLine: true } : { text: '[]', ownLine: false };
}

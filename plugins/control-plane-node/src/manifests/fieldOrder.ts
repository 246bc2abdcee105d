import { JsonObject } from '@backstage/types';

/** Fields of a document that people look for first; the others follow in the order of their UTF-16 code units. */
export const LEADING_FIELDS: readonly string[] = [
  'apiVersion',
  'kind',
  'metadata',
  'spec',
];

const LEADING_METADATA: readonly string[] = ['name', 'namespace'];
const NONE: readonly string[] = [];

/** The names of an object's fields as they are written, those of `leading` first. */
export function fieldsInOrder(
  value: JsonObject,
  leading: readonly string[],
): string[] {
  // The default order is that of UTF-16 code units.
  const fields = Object.keys(value).sort();
  if (leading.length === 0) {
    return fields;
  }
  const first = leading.filter(field => Object.hasOwn(value, field));
  return first.length === 0
    ? fields
    : [...first, ...fields.filter(field => !first.includes(field))];
}

/** What leads in a field, when `siblings` lead beside it. */
export function leadingFieldsOf(
  field: string,
  siblings: readonly string[],
): readonly string[] {
  return siblings === LEADING_FIELDS && field === 'metadata'
    ? LEADING_METADATA
    : NONE;
}

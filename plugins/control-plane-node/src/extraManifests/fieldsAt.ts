import { JsonObject, JsonValue } from '@backstage/types';

/** A value somewhere in an object, with the dotted path that leads to it. */
export interface Field {
  path: string;
  value: JsonValue | undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/**
 * The values at a path; `*` stands for every entry of a list.
 *
 * @remarks
 * What is not there gives nothing: whoever reads a shape that people typed must not trip over it.
 */
export function fieldsAt(root: JsonObject, path: string): Field[] {
  return path
    .split('.')
    .reduce<Field[]>(
      (fields, step) => fields.flatMap(field => stepInto(field, step)),
      [{ path: '', value: root }],
    );
}

function stepInto({ path, value }: Field, step: string): Field[] {
  const at = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (step === '*') {
    return Array.isArray(value)
      ? value.map((item, index) => ({ path: at(String(index)), value: item }))
      : [];
  }
  return isObject(value) && Object.hasOwn(value, step)
    ? [{ path: at(step), value: value[step] }]
    : [];
}

/** The names of an object's members, with their paths. */
export function keysAt(
  root: JsonObject,
  path: string,
): Array<{ path: string; key: string }> {
  return fieldsAt(root, path).flatMap(field =>
    isObject(field.value)
      ? Object.keys(field.value).map(key => ({
          path: `${field.path}.${key}`,
          key,
        }))
      : [],
  );
}

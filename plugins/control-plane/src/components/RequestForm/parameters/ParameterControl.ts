import { JsonObject, JsonPrimitive, JsonValue } from '@backstage/types';

/** A member of an object whose schema is known. */
export interface ParameterMember {
  name: string;
  schema: JsonObject;
  isRequired: boolean;
}

/** How a value of a schema is typed in. */
export type ParameterControl =
  | { kind: 'text'; isLong: boolean }
  | { kind: 'choice'; values: JsonPrimitive[] }
  | { kind: 'number' }
  | { kind: 'flag' }
  | { kind: 'list'; item: JsonObject }
  | { kind: 'group'; members: ParameterMember[] }
  /** Whatever no field fits: typed as JSON, checked like everything else. */
  | { kind: 'json' };

/** A text longer than this gets several lines. */
const LONG_TEXT = 200;

/** Deeper than this, boxes in boxes are harder to read than JSON. */
const MAX_DEPTH = 4;

export function isJsonObject(
  value: JsonValue | undefined,
): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isPrimitive(value: JsonValue | undefined): value is JsonPrimitive {
  return value === null || typeof value !== 'object';
}

/** The members of an object schema, required ones first, else in the schema's order. */
export function membersOf(schema: JsonObject): ParameterMember[] {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const members = Object.entries(
    isJsonObject(schema.properties) ? schema.properties : {},
  ).map(([name, member]) => ({
    name,
    schema: isJsonObject(member) ? member : {},
    isRequired: required.includes(name),
  }));
  return [
    ...members.filter(({ isRequired }) => isRequired),
    ...members.filter(({ isRequired }) => !isRequired),
  ];
}

/** Chooses the field for a schema. */
export function determineControl(
  schema: JsonObject,
  depth = 0,
): ParameterControl {
  if (Array.isArray(schema.enum) && schema.enum.every(isPrimitive)) {
    return { kind: 'choice', values: schema.enum };
  }
  switch (schema.type) {
    case 'string': {
      const { maxLength } = schema;
      const isLong = typeof maxLength === 'number' && maxLength > LONG_TEXT;
      return { kind: 'text', isLong };
    }
    case 'integer':
    case 'number':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'flag' };
    case 'array':
      return isJsonObject(schema.items) && depth < MAX_DEPTH
        ? { kind: 'list', item: schema.items }
        : { kind: 'json' };
    case 'object': {
      const members = membersOf(schema);
      return members.length > 0 && depth < MAX_DEPTH
        ? { kind: 'group', members }
        : { kind: 'json' };
    }
    default:
      return { kind: 'json' };
  }
}

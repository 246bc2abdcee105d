import { JsonObject, JsonValue } from '@backstage/types';
import {
  determineControl,
  isJsonObject,
  membersOf,
} from '../components/RequestForm/parameters/ParameterControl';

/** A bound that a schema sets, to be put into words. */
export interface ParameterLimit {
  kind:
    | 'atLeast'
    | 'atMost'
    | 'minLength'
    | 'maxLength'
    | 'minItems'
    | 'maxItems'
    | 'oneOf'
    | 'pattern';
  value: string;
}

/** One parameter of a class, or a member of one, as a line of a table. */
export interface ParameterRow {
  /** With the names around it, e.g. `peers[].role`. */
  name: string;
  type: string;
  isList: boolean;
  isRequired: boolean;
  default?: string;
  limits: ParameterLimit[];
  description: string;
}

const LIMITS: ReadonlyArray<[keyword: string, kind: ParameterLimit['kind']]> = [
  ['minimum', 'atLeast'],
  ['maximum', 'atMost'],
  ['minLength', 'minLength'],
  ['maxLength', 'maxLength'],
  ['minItems', 'minItems'],
  ['maxItems', 'maxItems'],
  ['pattern', 'pattern'],
];

/** Every parameter of a schema and what stands inside it, in reading order. */
export function parameterRows(schema: JsonObject, prefix = ''): ParameterRow[] {
  return membersOf(schema).flatMap(member => {
    const isList =
      member.schema.type === 'array' && isJsonObject(member.schema.items);
    const inner =
      isJsonObject(member.schema.items) && isList
        ? member.schema.items
        : member.schema;
    const name = `${prefix}${member.name}`;
    const control = determineControl(inner);
    const row: ParameterRow = {
      name,
      type: typeof inner.type === 'string' ? inner.type : '',
      isList,
      isRequired: member.isRequired,
      default: textOf(member.schema.default),
      limits: [...limitsOf(member.schema), ...(isList ? limitsOf(inner) : [])],
      description: [member.schema.description, isList && inner.description]
        .filter((text): text is string => typeof text === 'string')
        .join(': '),
    };
    return control.kind === 'group'
      ? [row, ...parameterRows(inner, `${name}${isList ? '[]' : ''}.`)]
      : [row];
  });
}

function limitsOf(schema: JsonObject): ParameterLimit[] {
  const limits = LIMITS.flatMap(([keyword, kind]) => {
    const value = textOf(schema[keyword]);
    return value === undefined ? [] : [{ kind, value }];
  });
  return Array.isArray(schema.enum)
    ? [{ kind: 'oneOf', value: schema.enum.map(textOf).join(', ') }, ...limits]
    : limits;
}

function textOf(value: JsonValue | undefined): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

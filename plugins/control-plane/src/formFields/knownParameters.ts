import { JsonObject, JsonValue } from '@backstage/types';
import {
  determineControl,
  isJsonObject,
  membersOf,
} from '../components/RequestForm/parameters/ParameterControl';

/**
 * The parameters that the fields of a class can show.
 *
 * @remarks
 * What was typed for another class has no field here: nobody could see, mend or clear it.
 */
export function knownParameters(
  schema: JsonObject,
  parameters: JsonObject,
  depth = 0,
): JsonObject {
  const members = new Map(
    membersOf(schema).map(member => [member.name, member.schema]),
  );
  const known: JsonObject = {};
  // In the order in which they were typed, so that what is known already compares equal as JSON.
  for (const [name, value] of Object.entries(parameters)) {
    const member = members.get(name);
    const kept = member && knownValue(member, value, depth);
    if (kept !== undefined) {
      known[name] = kept;
    }
  }
  return known;
}

function knownValue(
  schema: JsonObject,
  value: JsonValue | undefined,
  depth: number,
): JsonValue | undefined {
  const control = determineControl(schema, depth);
  switch (control.kind) {
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'number':
      return typeof value === 'number' ? value : undefined;
    case 'flag':
      return typeof value === 'boolean' ? value : undefined;
    case 'choice':
      return control.values.find(each => each === value);
    case 'list':
      // A new entry is nothing yet, whatever the schema takes, and every entry can be removed by hand.
      return Array.isArray(value)
        ? value.map(entry =>
            isJsonObject(entry)
              ? knownValue(control.item, entry, depth + 1) ?? null
              : entry ?? null,
          )
        : undefined;
    case 'group':
      return isJsonObject(value)
        ? knownParameters(schema, value, depth + 1)
        : undefined;
    case 'json':
      return value;
    default: {
      const unreachable: never = control;
      return unreachable;
    }
  }
}

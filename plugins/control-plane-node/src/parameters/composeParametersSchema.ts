import { canonicalJson } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ConflictError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { ParametersSchema } from './ParametersSchema';

export interface ParametersSource {
  /** Who reads the parameters, for errors, e.g. `policy pack sox-controls`. */
  reader: string;
  schema?: ParametersSchema;
}

/**
 * One JSON Schema (draft 2020-12) of all parameters that a class's kind and packs read; others are not allowed.
 *
 * @remarks
 * Two readers may share a parameter when they say the same about it.
 *
 * @throws ConflictError when two readers describe the same parameter differently.
 */
export function composeParametersSchema(
  sources: readonly ParametersSource[],
): JsonObject {
  const properties = new Map<string, { reader: string; schema: JsonObject }>();
  const required = new Set<string>();
  for (const { reader, schema } of sources) {
    for (const [name, property] of Object.entries(schema?.properties ?? {})) {
      const other = properties.get(name);
      if (other && canonicalJson(other.schema) !== canonicalJson(property)) {
        throw new ConflictError(
          `Expected one meaning of parameter "${name}", got different schemas from ${other.reader} and ${reader}; do not list them in one class`,
        );
      }
      properties.set(name, other ?? { reader, schema: property });
    }
    schema?.required?.forEach(name => required.add(name));
  }
  const names = [...properties.keys()].sort();
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: Object.fromEntries(
      names.map(name => [name, properties.get(name)?.schema]),
    ),
    required: [...required].sort(),
    additionalProperties: false,
  };
}

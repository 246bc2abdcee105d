import { EnvironmentClassSpec, environmentClassSpecSchema } from '../wire';
import { FieldError, ParseResult, parseInput } from '../validation';
import {
  requestDescriptorSpecSchema,
  RequestDescriptorSpec,
} from './descriptorSchemas';

/** What a descriptor says, once it is known to be well-formed. */
export type Descriptor =
  | { kind: 'EnvironmentClass'; spec: EnvironmentClassSpec }
  | { kind: 'EnvironmentRequest'; spec: RequestDescriptorSpec };

/** A catalog entity as far as descriptors go. */
export interface DescriptorEntity {
  kind: string;
  metadata: { name: string; namespace?: string };
  spec?: unknown;
}

/** Checks the form of a descriptor; whether class, team and the rest exist is for the control plane to say. Pure. */
export function parseDescriptor(
  entity: DescriptorEntity,
): ParseResult<Descriptor> {
  switch (entity.kind) {
    case 'EnvironmentClass':
      return parseClass(entity);
    case 'EnvironmentRequest': {
      const parsed = parseInput(requestDescriptorSpecSchema, entity.spec);
      return parsed.type === 'valid'
        ? {
            type: 'valid',
            value: { kind: 'EnvironmentRequest', spec: parsed.value },
          }
        : { type: 'invalid', errors: parsed.errors.map(belowSpec) };
    }
    default:
      return {
        type: 'invalid',
        errors: [
          {
            field: 'kind',
            expected: 'EnvironmentClass or EnvironmentRequest',
            got: JSON.stringify(entity.kind),
          },
        ],
      };
  }
}

/** A class's name is that of its entity: one name, in one place. */
function parseClass({
  metadata,
  spec,
}: DescriptorEntity): ParseResult<Descriptor> {
  const isObject = spec !== null && typeof spec === 'object';
  const named =
    isObject && !Array.isArray(spec) ? { ...spec, name: metadata.name } : spec;
  const parsed = parseInput(environmentClassSpecSchema, named);
  const errors: FieldError[] = [
    ...(metadata.namespace === undefined || metadata.namespace === 'default'
      ? []
      : [
          {
            field: 'metadata.namespace',
            expected: 'default: classes have no namespaces',
            got: JSON.stringify(metadata.namespace),
          },
        ]),
    ...(isObject && 'name' in spec
      ? [
          {
            field: 'spec.name',
            expected: 'no such field: metadata.name is the name of the class',
            got: JSON.stringify(spec.name),
          },
        ]
      : []),
    ...(parsed.type === 'invalid'
      ? parsed.errors.map(error =>
          error.field === 'name'
            ? { ...error, field: 'metadata.name' }
            : belowSpec(error),
        )
      : []),
  ];
  return parsed.type === 'valid' && errors.length === 0
    ? { type: 'valid', value: { kind: 'EnvironmentClass', spec: parsed.value } }
    : { type: 'invalid', errors };
}

function belowSpec(error: FieldError): FieldError {
  return {
    ...error,
    field: error.field === 'body' ? 'spec' : `spec.${error.field}`,
  };
}

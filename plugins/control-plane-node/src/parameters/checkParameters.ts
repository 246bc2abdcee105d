import {
  describeValue,
  FieldError,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { JsonObject } from '@backstage/types';
import Ajv2020, { ErrorObject, ValidateFunction } from 'ajv/dist/2020';

export type CheckedParameters =
  | { type: 'valid'; parameters: JsonObject }
  | { type: 'invalid'; errors: FieldError[] };

export type ParametersCheck = (parameters: JsonObject) => CheckedParameters;

/** Compiles the schema once; the check fills in defaults in a copy and leaves its argument as it is. */
export function createParametersCheck(schema: JsonObject): ParametersCheck {
  const ajv = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    verbose: true,
  });
  const validate = ajv.compile<JsonObject>(schema);
  return parameters => {
    const copy: JsonObject = JSON.parse(JSON.stringify(parameters));
    return validate(copy)
      ? { type: 'valid', parameters: copy }
      : { type: 'invalid', errors: fieldErrors(validate) };
  };
}

function fieldErrors(validate: ValidateFunction): FieldError[] {
  return (validate.errors ?? [])
    .filter(error => !isInsideAlternative(error))
    .map(toFieldError);
}

// Every failed alternative of a oneOf reports its own errors; the error of the oneOf itself says all that helps.
function isInsideAlternative(error: ErrorObject): boolean {
  return /\/(?:oneOf|anyOf)\//.test(error.schemaPath);
}

function toFieldError(error: ErrorObject): FieldError {
  const field = ['parameters', ...error.instancePath.split('/').slice(1)].join(
    '.',
  );
  switch (error.keyword) {
    case 'required':
      return {
        field: `${field}.${String(error.params.missingProperty)}`,
        expected: 'a value',
        got: 'nothing',
      };
    case 'additionalProperties':
      return {
        field: `${field}.${String(error.params.additionalProperty)}`,
        expected: 'no such parameter',
        got: describeValue(
          memberOf(error.data, String(error.params.additionalProperty)),
        ),
      };
    default:
      return {
        field,
        expected: expectedBy(error),
        got: describeValue(error.data),
      };
  }
}

/** Schemas with a pattern or alternatives say in their description what they want; ajv's own words would quote the pattern. */
function expectedBy(error: ErrorObject): string {
  const description = memberOf(error.parentSchema, 'description');
  if (
    ['pattern', 'oneOf', 'anyOf'].includes(error.keyword) &&
    typeof description === 'string'
  ) {
    return `what the description says: ${description}`;
  }
  return (error.message ?? `a value that passes ${error.keyword}`).replace(
    /^must (?:be )?/,
    '',
  );
}

function memberOf(value: unknown, key: string): unknown {
  return value !== null && typeof value === 'object'
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined;
}

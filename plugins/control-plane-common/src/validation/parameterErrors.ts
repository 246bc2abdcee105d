import { describeValue, FieldError } from './fieldErrors';

/** What a JSON Schema validator reports, as Ajv does with `verbose`. */
export interface SchemaViolation {
  keyword: string;
  /** JSON pointer of the value that is wrong, empty for the whole. */
  instancePath: string;
  schemaPath: string;
  message?: string;
  params: Readonly<Record<string, unknown>>;
  data?: unknown;
  parentSchema?: object;
}

/** Parameters that break the schema of their class, in the same words in the API, the command line and forms. */
export function parameterErrors(
  violations: readonly SchemaViolation[],
): FieldError[] {
  return violations
    .filter(violation => !isInsideAlternative(violation))
    .map(toFieldError);
}

// Every failed alternative of a oneOf reports its own errors; the error of the oneOf itself says all that helps.
function isInsideAlternative(violation: SchemaViolation): boolean {
  return /\/(?:oneOf|anyOf)\//.test(violation.schemaPath);
}

function toFieldError(violation: SchemaViolation): FieldError {
  const { keyword, params, data } = violation;
  const field = [
    'parameters',
    ...violation.instancePath.split('/').slice(1),
  ].join('.');
  switch (keyword) {
    case 'required':
      return {
        field: `${field}.${String(params.missingProperty)}`,
        expected: 'a value',
        got: 'nothing',
      };
    case 'additionalProperties':
      return {
        field: `${field}.${String(params.additionalProperty)}`,
        expected: 'no such parameter',
        got: describeValue(memberOf(data, String(params.additionalProperty))),
      };
    default:
      return {
        field,
        expected: expectedBy(violation),
        got: describeValue(data),
      };
  }
}

/** Schemas with a pattern or alternatives say in their description what they want; a validator's own words would quote the pattern. */
function expectedBy(violation: SchemaViolation): string {
  const description = memberOf(violation.parentSchema, 'description');
  if (
    ['pattern', 'oneOf', 'anyOf'].includes(violation.keyword) &&
    typeof description === 'string'
  ) {
    return `what the description says: ${description}`;
  }
  return (
    violation.message ?? `a value that passes ${violation.keyword}`
  ).replace(/^must (?:be )?/, '');
}

function memberOf(value: unknown, key: string): unknown {
  return value !== null && typeof value === 'object'
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined;
}

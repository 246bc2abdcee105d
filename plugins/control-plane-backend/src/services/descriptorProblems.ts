import { isError } from '@backstage/errors';
import { FieldError } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { DescriptorProblems } from '../domain/descriptor/DescriptorProblems';
import { InvalidFieldsError } from '../domain/errors/InvalidFieldsError';

/** Errors that come from what the descriptor says, and that the same descriptor meets again. */
const REFUSALS = ['ConflictError', 'InputError', 'NotAllowedError'];

/** One wrong field in the words of the API. */
export function problemOf({ field, expected, got }: FieldError): string {
  return `${field}: expected ${expected}, got ${got}`;
}

/** The same for a field below `spec`, which the planners name without it. */
export function problemOfSpec(error: FieldError): string {
  return problemOf({ ...error, field: `spec.${error.field}` });
}

/** What a failure says about the descriptor; undefined when it says nothing, as when the catalog does not answer. */
export function problemsOf(error: unknown): readonly string[] | undefined {
  if (error instanceof DescriptorProblems) {
    return error.problems;
  }
  if (error instanceof InvalidFieldsError) {
    return error.fields.map(problemOfSpec);
  }
  return isError(error) && REFUSALS.includes(error.name)
    ? [error.message]
    : undefined;
}

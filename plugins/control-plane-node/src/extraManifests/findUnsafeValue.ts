import {
  describeValue,
  FieldError,
  unsafeTextReason,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

/**
 * The first text or number in a value that somebody further down would read differently, or undefined when there is none.
 *
 * @remarks
 * The file's own text was checked already; here it is what escapes such as `"\x24{"` stand for, since objects are written
 * anew. Whole numbers beyond 2^53 have lost digits by now.
 */
export function findUnsafeValue(
  value: unknown,
  path: readonly string[] = [],
): FieldError | undefined {
  const expected = problemOf(value);
  if (expected) {
    return {
      field: path.join('.') || 'body',
      expected,
      got: describeValue(value),
    };
  }
  if (value === null || typeof value !== 'object') {
    return undefined;
  }
  for (const [key, member] of Object.entries(value)) {
    const keyProblem = problemOf(key);
    const found = keyProblem
      ? {
          field: path.join('.') || 'body',
          expected: `names that have ${keyProblem}`,
          got: describeValue(key),
        }
      : findUnsafeValue(member, [...path, key]);
    if (found) {
      return found;
    }
  }
  return undefined;
}

function problemOf(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return /\p{Surrogate}/u.test(value)
      ? 'well-formed Unicode'
      : unsafeTextReason(value);
  }
  if (typeof value === 'number') {
    const isExact = Number.isInteger(value)
      ? Number.isSafeInteger(value)
      : Number.isFinite(value);
    return isExact ? undefined : 'a number that every reader takes alike';
  }
  return undefined;
}

import { z } from 'zod';
import { findShapeViolation } from './inputShape';

/** One field that is wrong: which, what was expected, what came. */
export interface FieldError {
  /** Dotted path of the field, `body` for the whole. */
  field: string;
  expected: string;
  got: string;
}

export type ParseResult<T> =
  | { type: 'valid'; value: T }
  | { type: 'invalid'; errors: FieldError[] };

/** Parameters of a custom issue about a value that no error may repeat. */
export const WITHHELD = { withheld: true };

/** Longest piece of a caller's own value that an error repeats. */
const MAX_SHOWN = 80;

/** Characters that would break a line of a log, or make it read as something else than it is. */
const UNPRINTABLE =
  /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** A caller's own text: escaped, shortened, in quotes. */
function quote(text: string): string {
  const [...characters] = text.slice(0, 2 * MAX_SHOWN);
  const shown = characters.slice(0, MAX_SHOWN).join('');
  const quoted = JSON.stringify(shown).replace(
    UNPRINTABLE,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return shown.length < text.length ? `${quoted}…` : quoted;
}

/** What came, in words that are safe to show, never more than the caller sent. */
export function describeValue(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  if (Array.isArray(value)) {
    return `a list of ${value.length}`;
  }
  if (value !== null && typeof value === 'object') {
    return 'an object';
  }
  return typeof value === 'string' ? quote(value) : String(value);
}

function valueAt(input: unknown, path: ReadonlyArray<PropertyKey>): unknown {
  return path.reduce<unknown>((value, key) => {
    if (value === null || typeof value !== 'object') {
      return undefined;
    }
    return Object.getOwnPropertyDescriptor(value, key)?.value;
  }, input);
}

function fieldName(path: ReadonlyArray<PropertyKey>): string {
  return path.length === 0
    ? 'body'
    : path
        .map(String)
        .map(name => (/^[\w.-]{1,80}$/.test(name) ? name : quote(name)))
        .join('.');
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
};

const FORMAT_WORDS: Readonly<Record<string, string>> = {
  uuid: 'a UUID',
  datetime: 'an ISO 8601 instant in UTC, e.g. "2030-01-31T12:00:00Z"',
};

function sizeWords(
  origin: string,
  bound: 'at least' | 'at most',
  limit: number | bigint,
): string {
  const plural = Number(limit) === 1 ? '' : 's';
  switch (origin) {
    case 'string':
      return `${bound} ${limit} character${plural}`;
    case 'array':
      return `${bound} ${limit} ${Number(limit) === 1 ? 'entry' : 'entries'}`;
    default:
      return `${bound} ${limit}`;
  }
}

function expectedOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_WORDS[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'too_small':
      return sizeWords(issue.origin, 'at least', issue.minimum);
    case 'too_big':
      return sizeWords(issue.origin, 'at most', issue.maximum);
    case 'invalid_value':
      return issue.values.length === 1
        ? String(issue.values[0])
        : `one of ${issue.values.map(value => String(value)).join(', ')}`;
    case 'invalid_format':
      return FORMAT_WORDS[issue.format] ?? issue.message;
    case 'invalid_key':
      return `a name that is ${issue.issues.map(expectedOf).join(' and ')}`;
    default:
      return issue.message;
  }
}

/** The issues of the alternative that came closest: the one whose own type the value has. */
function closestAlternative(
  issue: z.core.$ZodIssueInvalidUnion,
): z.core.$ZodIssue[] | undefined {
  const isOfOtherType = (inner: z.core.$ZodIssue) =>
    inner.code === 'invalid_type' && inner.path.length === 0;
  return (
    issue.errors.find(inner => !inner.some(isOfOtherType)) ?? issue.errors[0]
  );
}

function errorsOf(issue: z.core.$ZodIssue, input: unknown): FieldError[] {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(key => ({
        field: fieldName([...issue.path, key]),
        expected: 'no such field',
        got: describeValue(valueAt(input, [...issue.path, key])),
      }));
    case 'invalid_union': {
      const inner = closestAlternative(issue);
      if (!inner || inner.length === 0) {
        break;
      }
      return inner.flatMap(({ path, ...rest }) =>
        errorsOf({ ...rest, path: [...issue.path, ...path] }, input),
      );
    }
    case 'invalid_key':
      return [
        {
          field: fieldName(issue.path),
          expected: expectedOf(issue),
          got: describeValue(String(issue.path.at(-1))),
        },
      ];
    default:
      break;
  }
  return [
    {
      field: fieldName(issue.path),
      expected: expectedOf(issue),
      got: isWithheld(issue)
        ? 'a text that is not repeated here'
        : describeValue(valueAt(input, issue.path)),
    },
  ];
}

function isWithheld(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'custom' && issue.params?.withheld === true;
}

/** A whole number out of the range that is counted exactly is out of the field's own range too, which alone is worth telling. */
function withoutExactBounds(
  issues: readonly z.core.$ZodIssue[],
): z.core.$ZodIssue[] {
  return issues.filter(
    issue =>
      !(
        (issue.code === 'too_big' &&
          issue.maximum === Number.MAX_SAFE_INTEGER) ||
        (issue.code === 'too_small' &&
          issue.minimum === Number.MIN_SAFE_INTEGER)
      ) ||
      !issues.some(
        other =>
          other !== issue &&
          other.code === issue.code &&
          other.path.join('.') === issue.path.join('.'),
      ),
  );
}

/** Checks `input` against `schema`; the errors use the same words in the API, the command line and forms. */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
): ParseResult<z.output<S>> {
  const violation = findShapeViolation(input);
  if (violation) {
    const { path, expected } = violation;
    const got = describeValue(valueAt(input, path));
    return {
      type: 'invalid',
      errors: [{ field: fieldName(path), expected, got }],
    };
  }
  const result = schema.safeParse(input);
  return result.success
    ? { type: 'valid', value: result.data }
    : {
        type: 'invalid',
        errors: withoutExactBounds(result.error.issues).flatMap(issue =>
          errorsOf(issue, input),
        ),
      };
}

/** The errors as one sentence for places that have room for one line only. */
export function formatFieldErrors(errors: readonly FieldError[]): string {
  return errors
    .map(
      ({ field, expected, got }) =>
        `${field}: expected ${expected}, got ${got}`,
    )
    .join('; ');
}

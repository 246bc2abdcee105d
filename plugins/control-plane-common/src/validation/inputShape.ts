import { isWellFormed, WELL_FORMED } from './safeText';

/** Deepest nesting of lists and objects that any input may have. */
export const MAX_INPUT_DEPTH = 32;

type Path = ReadonlyArray<string>;

export interface ShapeViolation {
  path: Path;
  expected: string;
}

/**
 * The first thing in a JSON value that no schema is to see, or undefined when there is none.
 *
 * @remarks
 * Schemas recurse, so a few kilobytes of `[[[[…` would exhaust the stack; records skip a member named `__proto__` in silence,
 * which would accept what was never checked; and half a surrogate pair
 * passes most rules on texts and then no database. The walk keeps its own stack and so has no depth to exhaust.
 */
export function findShapeViolation(input: unknown): ShapeViolation | undefined {
  const open: Array<{ value: unknown; path: Path }> = [
    { value: input, path: [] },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === 'string' && !isWellFormed(value)) {
      return { path, expected: WELL_FORMED };
    }
    if (value === null || typeof value !== 'object') {
      continue;
    }
    if (path.length >= MAX_INPUT_DEPTH) {
      return {
        path,
        expected: `nesting of at most ${MAX_INPUT_DEPTH} levels`,
      };
    }
    for (const [key, member] of Object.entries(value)) {
      if (key === '__proto__') {
        return { path: [...path, key], expected: 'no such field' };
      }
      if (!isWellFormed(key)) {
        return {
          path: [...path, key],
          expected: `a name that is ${WELL_FORMED}`,
        };
      }
      open.push({ value: member, path: [...path, key] });
    }
  }
  return undefined;
}

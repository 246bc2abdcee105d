import { UsageError } from '../errors';
import { Pair } from './flagTypes';

type Fields = Readonly<Record<string, unknown>>;

/** The member `name` where it is an object; what else it may be is the schema's to refuse. */
export function fieldsAt(body: Fields, name: string): Fields | undefined {
  const value = body[name];
  return isFields(value) ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Pairs laid over what was there, less what is removed; undefined when nothing was asked for. */
export function mergePairs<T>(
  base: Fields | undefined,
  added: ReadonlyArray<Pair<T>>,
  removed: readonly string[] = [],
): Fields | undefined {
  if (added.length === 0 && removed.length === 0) {
    return undefined;
  }
  const merged = [
    ...Object.entries(base ?? {}),
    ...added.map(({ key, value }) => [key, value] as const),
  ].filter(([key]) => !removed.includes(key));
  return Object.fromEntries(merged);
}

export interface SourceFlags {
  repo?: string;
  ref?: string;
  revision?: string;
  path?: string;
}

/** The source with the flags laid over it; undefined when no flag speaks of it. */
export function mergeSource(
  base: object | undefined,
  flags: SourceFlags,
): Fields | undefined {
  const given = withoutUndefined({
    url: flags.repo,
    ref: onlyOne(['--ref', flags.ref], ['--revision', flags.revision]),
    path: flags.path,
  });
  return Object.keys(given).length === 0 ? undefined : { ...base, ...given };
}

/** The value of the one of two flags that was given. */
export function onlyOne<T>(
  [oneName, one]: [name: string, value: T | undefined],
  [otherName, other]: [name: string, value: T | undefined],
): T | undefined {
  if (one !== undefined && other !== undefined) {
    throw new UsageError(`Give ${oneName} or ${otherName}, not both`);
  }
  return one ?? other;
}

/** Leaves out members that are undefined, so that what is laid over something else does not erase it. */
export function withoutUndefined(value: object): Fields {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  );
}

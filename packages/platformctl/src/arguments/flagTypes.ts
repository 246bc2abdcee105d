import { UsageError } from '../errors';

/**
 * Types of flags: each reads a value or says which flag is wrong, what was expected and what came.
 *
 * The argument parser hands over an empty text for a flag that was given without a value.
 */
type FlagType<T> = (value: string) => T;

function wrong(flag: string, expected: string, value: string): UsageError {
  const got = value === '' ? 'nothing' : JSON.stringify(value);
  return new UsageError(`${flag}: expected ${expected}, got ${got}`);
}

export function text(flag: string): FlagType<string> {
  return value => {
    if (value === '') {
      throw wrong(flag, 'a value', value);
    }
    return value;
  };
}

export function integer(
  flag: string,
  range: { min: number; max: number },
): FlagType<number> {
  return value => {
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < range.min || number > range.max) {
      throw wrong(
        flag,
        `a whole number from ${range.min} to ${range.max}`,
        value,
      );
    }
    return number;
  };
}

export function oneOf<const T extends readonly string[]>(
  flag: string,
  choices: T,
): FlagType<T[number]> {
  return value => {
    const choice = choices.find(candidate => candidate === value);
    if (choice === undefined) {
      throw wrong(flag, `one of ${choices.join(', ')}`, value);
    }
    return choice;
  };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
};

/** A duration such as `90s`, `10m`, `2h` or `3d`, in milliseconds. */
export function duration(flag: string): FlagType<number> {
  return value => {
    const match = /^(\d{1,6})([smhd])$/.exec(value);
    if (!match || Number(match[1]) === 0) {
      throw wrong(flag, 'a duration such as 90s, 10m, 2h or 3d', value);
    }
    return Number(match[1]) * UNIT_SECONDS[match[2]] * 1000;
  };
}

/** A duration in whole hours, as leases have. */
export function hours(flag: string): FlagType<number> {
  const read = duration(flag);
  return value => {
    const result = read(value) / 3_600_000;
    if (!Number.isInteger(result)) {
      throw wrong(flag, 'whole hours or days, such as 24h or 3d', value);
    }
    return result;
  };
}

export interface Pair<T> {
  key: string;
  value: T;
}

/** `key=value`; the value may be empty and may hold more `=`. */
export function pair(flag: string): FlagType<Pair<string>> {
  return argument => {
    const border = argument.indexOf('=');
    if (border < 1) {
      throw wrong(flag, 'key=value', argument);
    }
    return {
      key: argument.slice(0, border),
      value: argument.slice(border + 1),
    };
  };
}

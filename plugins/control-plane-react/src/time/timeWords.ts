const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
] as const;

/** A length of time in its two largest units, e.g. `2d 3h`; undefined below a second. */
export function lengthInWords(
  milliseconds: number,
  language: string,
): string | undefined {
  const largest = UNITS.findIndex(([, size]) => milliseconds >= size);
  if (largest < 0) {
    return undefined;
  }
  let rest = milliseconds;
  const parts = UNITS.slice(largest, largest + 2).map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return { unit, count };
  });
  return parts
    .filter(({ count }, index) => index === 0 || count > 0)
    .map(({ unit, count }) =>
      new Intl.NumberFormat(language, {
        style: 'unit',
        unit,
        unitDisplay: 'narrow',
      }).format(count),
    )
    .join(' ');
}

/** An instant as seen from `now`, e.g. `3 minutes ago` or `in 2 days`. */
export function relativeInWords(
  at: number,
  now: number,
  language: string,
): string {
  const distance = at - now;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const [unit, size] =
    UNITS.find(([, length]) => Math.abs(distance) >= length) ?? UNITS[3];
  // "4 seconds ago" would be wrong a moment later; below a minute it is now.
  return size === SECOND
    ? format.format(0, 'second')
    : format.format(wholeUnits(distance / size), unit);
}

/** What is past has lasted so many whole units; of what is to come, a moment less than 30 days is still 30 days. */
function wholeUnits(count: number): number {
  return count > 0 ? Math.round(count) : Math.trunc(count);
}

/** An instant to the second in the reader's zone, with the zone's name. */
export function exactInWords(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  }).format(at);
}

import { Cost } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** An instant to the second, in UTC. */
export function formatInstant(instant: string | undefined): string | undefined {
  return instant?.replace('T', ' ').replace(/(\.\d+)?Z$/, 'Z');
}

export function formatCost({ monthly, currency }: Cost): string {
  return `${monthly} ${currency} a month`;
}

export function formatPairs(pairs: Readonly<Record<string, unknown>>): string {
  return Object.entries(pairs)
    .map(
      ([key, value]) =>
        `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    )
    .join(', ');
}

/** A commit or digest, as short as people quote it. */
export function shorten(digest: string | undefined): string | undefined {
  return digest?.slice(0, 12);
}

/** A length of time to the second, in the largest units: `2 h 5 min`, `40 s`. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60)];
  if (hours > 0) {
    return `${hours} h ${minutes % 60} min`;
  }
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}

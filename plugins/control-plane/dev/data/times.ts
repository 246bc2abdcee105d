const HOUR_MS = 3_600_000;
const startedAt = Date.now();

/** The instant so many hours before the page was opened; negative hours lie ahead. */
export function hoursAgo(hours: number): string {
  return new Date(startedAt - hours * HOUR_MS).toISOString();
}

export function hoursAfter(instant: string, hours: number): string {
  return new Date(Date.parse(instant) + hours * HOUR_MS).toISOString();
}

export function now(): string {
  return new Date().toISOString();
}

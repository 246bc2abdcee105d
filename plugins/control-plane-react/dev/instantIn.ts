const HOUR_MS = 3_600_000;

/** The instant so many hours from now; negative hours lie behind. */
export function instantIn(span: { hours: number }): string {
  return new Date(Date.now() + span.hours * HOUR_MS).toISOString();
}

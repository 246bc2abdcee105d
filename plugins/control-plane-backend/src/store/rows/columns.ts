/** How an instant travels: PostgreSQL gives a Date, SQLite milliseconds since 1970; both drivers bind a Date. */
export type StoredInstant = Date | number;

/** Reads a column that this package wrote as JSON; its shape is what was written. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text);
}

/** The longest of some durations, for people. */
export function longest(milliseconds: readonly number[]): string {
  return seconds(Math.max(0, ...milliseconds));
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** The value that so many percent are not above; 0 when there are none. */
export function percentile(percent: number, values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? 0;
}

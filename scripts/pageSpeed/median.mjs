/** The middle of a list of numbers; the upper one of two. */
export function median(numbers) {
  return quantile(numbers, 0.5);
}

/** The number below which a share of the list lies, from 0 to 1. */
export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

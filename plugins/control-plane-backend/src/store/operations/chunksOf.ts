/** Rows of one statement: SQLite binds at most 32,766 values, and our widest rows have 34 columns. */
const ROWS_OF_A_STATEMENT = 500;

/** Cuts rows or keys into parts that one statement can bind. */
export function chunksOf<T>(items: readonly T[]): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += ROWS_OF_A_STATEMENT) {
    chunks.push(items.slice(start, start + ROWS_OF_A_STATEMENT));
  }
  return chunks;
}

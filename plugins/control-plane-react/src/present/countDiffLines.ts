export interface DiffCounts {
  insertions: number;
  deletions: number;
  /** Changed and context lines together: how much there is to draw. */
  lines: number;
}

/** The hunks of a unified diff, without the header that names the files. */
export function hunksOf(diff: string): string {
  const start = /^@@ /m.exec(diff)?.index;
  return start === undefined ? '' : diff.slice(start);
}

export function countDiffLines(diff: string): DiffCounts {
  const counts = { insertions: 0, deletions: 0, lines: 0 };
  for (const line of hunksOf(diff).split('\n')) {
    switch (line[0]) {
      case '+':
        counts.insertions += 1;
        counts.lines += 1;
        break;
      case '-':
        counts.deletions += 1;
        counts.lines += 1;
        break;
      case ' ':
        counts.lines += 1;
        break;
      default:
    }
  }
  return counts;
}

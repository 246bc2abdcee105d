/** A file as it must be, by its Git blob id. */
export interface DesiredFile {
  path: string;
  blob: string;
}

/** A file as it is on the branch. */
export interface ActualFile {
  path: string;
  blob: string;
  mode: string;
}

export interface TreeDifference {
  path: string;
  change: 'added' | 'modified' | 'removed';
  blob?: string;
}

const REGULAR_FILE = '100644';

/**
 * How the files below a request's folder differ from what was published, by path.
 *
 * @remarks
 * A file whose mode is not that of a regular file counts as modified: a symlink with the right bytes would lead elsewhere.
 */
export function compareTree(
  desired: readonly DesiredFile[],
  actual: readonly ActualFile[],
): TreeDifference[] {
  const actualByPath = new Map(actual.map(file => [file.path, file]));
  const desiredPaths = new Set(desired.map(file => file.path));
  const differences: TreeDifference[] = [];
  for (const file of desired) {
    const found = actualByPath.get(file.path);
    if (!found) {
      differences.push({ path: file.path, change: 'removed' });
    } else if (found.blob !== file.blob || found.mode !== REGULAR_FILE) {
      differences.push({
        path: file.path,
        change: 'modified',
        blob: found.blob,
      });
    }
  }
  for (const file of actual) {
    if (!desiredPaths.has(file.path)) {
      differences.push({ path: file.path, change: 'added', blob: file.blob });
    }
  }
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}

import { Branch, BranchCommit } from '../Evidence';

/** Git's name of the content by path. */
export type Folder = ReadonlyMap<string, string>;

/**
 * Plays the branch again, commit by commit.
 *
 * @param owned - the folders to keep an eye on.
 * @param visit - is told each commit with a look into these folders as it left them.
 */
export function replay(
  branch: Branch,
  owned: Iterable<string>,
  visit: (commit: BranchCommit, folderAt: (path: string) => Folder) => void,
): void {
  const folders = new Map<string, Map<string, string>>();
  for (const path of owned) {
    folders.set(path, new Map());
  }
  const folderAt = (path: string): Folder => folders.get(path) ?? new Map();
  for (const commit of branch.commits) {
    for (const [path, content] of commit.changes) {
      for (const folder of foldersAbove(path)) {
        if (content === undefined) {
          folders.get(folder)?.delete(path);
        } else {
          folders.get(folder)?.set(path, content);
        }
      }
    }
    visit(commit, folderAt);
  }
}

/** What the branch holds now, by the folders that somebody owns. */
export function foldersNow(
  branch: Branch,
  owned: Iterable<string>,
): (path: string) => Folder {
  const folders = new Map<string, Map<string, string>>();
  for (const path of owned) {
    folders.set(path, new Map());
  }
  for (const [path, content] of branch.tree) {
    for (const folder of foldersAbove(path)) {
      folders.get(folder)?.set(path, content);
    }
  }
  return path => folders.get(path) ?? new Map();
}

function foldersAbove(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Paths at which two folders differ. */
export function differing(a: Folder, b: Folder): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter(
    path => a.get(path) !== b.get(path),
  );
}

import { GitObject, gitObject } from './gitObject';
import { GitTreeEntry, insertEntry, serializeTree } from './treeObject';

/** What a commit does to the files of the one before it. */
export interface TreeChange {
  /** Paths to remove, before anything is written; a folder goes with all that is in it. */
  removed: readonly string[];
  /** Files to be there, with the ids of their contents. */
  written: ReadonlyArray<{ path: string; blob: string }>;
}

/** A tree that did not exist before. */
export interface NewTree {
  object: GitObject;
  entries: readonly GitTreeEntry[];
}

interface PathChange {
  removed: boolean;
  blob?: string;
  below: Map<string, PathChange>;
}

/**
 * Changes files below a root tree.
 *
 * @remarks
 * Only folders on the way to a change are read and made anew; all others stay in by their ids. A folder that is left empty goes, and a file
 * in the way of a folder, or the other way round, is replaced.
 *
 * @returns the id of the new root and the trees that were made, the root last
 */
export async function writeTree(options: {
  root: string;
  change: TreeChange;
  readTree(id: string): Promise<readonly GitTreeEntry[]>;
}): Promise<{ root: string; trees: NewTree[] }> {
  const trees: NewTree[] = [];
  const { root, change, readTree } = options;

  const changeFolder = async (
    before: readonly GitTreeEntry[],
    changes: ReadonlyMap<string, PathChange>,
  ): Promise<GitTreeEntry[]> => {
    const after = before.filter(({ name }) => !changes.has(name));
    for (const [name, pathChange] of changes) {
      const entry = await changeEntry(
        name,
        before.find(candidate => candidate.name === name),
        pathChange,
      );
      if (entry) {
        insertEntry(after, entry);
      }
    }
    return after;
  };

  const changeEntry = async (
    name: string,
    before: GitTreeEntry | undefined,
    { removed, blob, below }: PathChange,
  ): Promise<GitTreeEntry | undefined> => {
    if (blob !== undefined) {
      return { name, mode: '100644', id: blob };
    }
    const kept = removed ? undefined : before;
    const isFolder = kept?.mode === '40000';
    const entries = await changeFolder(
      kept && isFolder ? await readTree(kept.id) : [],
      below,
    );
    if (entries.length === 0) {
      return isFolder ? undefined : kept;
    }
    return { name, mode: '40000', id: store(entries) };
  };

  const store = (entries: readonly GitTreeEntry[]): string => {
    const object = gitObject('tree', serializeTree(entries));
    trees.push({ object, entries });
    return object.id;
  };

  const entries = await changeFolder(
    await readTree(root),
    changesByFolder(change).below,
  );
  return { root: store(entries), trees };
}

function changesByFolder({ removed, written }: TreeChange): PathChange {
  const root: PathChange = { removed: false, below: new Map() };
  const at = (path: string) => {
    let node = root;
    for (const name of path.split('/')) {
      let next = node.below.get(name);
      if (!next) {
        next = { removed: false, below: new Map() };
        node.below.set(name, next);
      }
      node = next;
    }
    return node;
  };
  for (const path of removed) {
    at(path).removed = true;
  }
  for (const { path, blob } of written) {
    at(path).blob = blob;
  }
  return root;
}

import { PublishOperation } from '../Publisher';
import { refusalOfPaths } from '../pathRules';
import { GitTreeEntry } from './objects/treeObject';
import { BranchEntries } from './BranchEntries';
import { BranchState, refusalOfLink } from './planOperation';

type ReadTree = (id: string) => Promise<readonly GitTreeEntry[]>;

/**
 * Reads what is at and below the owned paths of operations, and whether the way there is made of plain folders.
 *
 * @param root - the tree to look in
 */
export async function readBranchState(
  root: string,
  operations: readonly PublishOperation[],
  readTree: ReadTree,
): Promise<BranchState> {
  const blocked = new Map<string, string>();
  const owners = new Set(
    operations
      .filter(({ ownedPaths, files }) => !refusalOfPaths(ownedPaths, files))
      .flatMap(({ ownedPaths }) => ownedPaths),
  );
  const entries = new BranchEntries(owners);
  for (const owner of owners) {
    const refusal = await readOwned({ readTree, root, owner, entries });
    if (refusal) {
      blocked.set(owner, refusal);
    }
  }
  return { entries, blocked, touched: new Set() };
}

async function readOwned(options: {
  readTree: ReadTree;
  root: string;
  owner: string;
  entries: BranchEntries;
}): Promise<string | undefined> {
  const { readTree, root, owner, entries } = options;
  const parts = owner.split('/');
  let tree = root;
  for (let depth = 0; depth < parts.length; depth += 1) {
    const path = parts.slice(0, depth + 1).join('/');
    const entry = (await readTree(tree)).find(
      ({ name }) => name === parts[depth],
    );
    if (!entry) {
      return undefined;
    }
    if (entry.mode === '120000' || entry.mode === '160000') {
      return refusalOfLink(path, entry.mode);
    }
    if (entry.mode !== '40000') {
      // A file in the place of the owned folder is ours to replace; one above it is not.
      if (depth < parts.length - 1) {
        return `${JSON.stringify(
          path,
        )} is a file on the branch, so nothing can be below it`;
      }
      entries.set(owner, { mode: entry.mode, blob: entry.id });
      return undefined;
    }
    tree = entry.id;
  }
  await readBelow(tree, `${owner}/`);
  return undefined;

  async function readBelow(folder: string, prefix: string): Promise<void> {
    for (const { name, mode, id } of await readTree(folder)) {
      if (mode === '40000') {
        await readBelow(id, `${prefix}${name}/`);
      } else {
        entries.set(`${prefix}${name}`, { mode, blob: id });
      }
    }
  }
}

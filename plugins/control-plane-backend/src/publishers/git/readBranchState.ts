import { PublishOperation } from '../Publisher';
import { refusalOfPaths } from '../pathRules';
import { GitObjectReader } from './GitObjectReader';
import { BranchEntry, BranchState, refusalOfLink } from './planOperation';

/** Reads what is at and below the owned paths of operations, and whether the way there is made of plain folders. */
export async function readBranchState(
  objects: GitObjectReader,
  head: string,
  operations: readonly PublishOperation[],
): Promise<BranchState> {
  const entries = new Map<string, BranchEntry>();
  const blocked = new Map<string, string>();
  const root = await objects.treeOf(head);
  const owners = new Set(
    operations
      .filter(({ ownedPaths, files }) => !refusalOfPaths(ownedPaths, files))
      .flatMap(({ ownedPaths }) => ownedPaths),
  );
  for (const owner of owners) {
    const refusal = await readOwned({ objects, root, owner, entries });
    if (refusal) {
      blocked.set(owner, refusal);
    }
  }
  return { entries, blocked, touched: new Set() };
}

async function readOwned(options: {
  objects: GitObjectReader;
  root: string;
  owner: string;
  entries: Map<string, BranchEntry>;
}): Promise<string | undefined> {
  const { objects, root, owner, entries } = options;
  const parts = owner.split('/');
  let tree = root;
  for (let depth = 0; depth < parts.length; depth += 1) {
    const path = parts.slice(0, depth + 1).join('/');
    const entry = (await objects.tree(tree)).find(
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
  for await (const file of objects.filesBelow(tree, `${owner}/`)) {
    entries.set(file.name, { mode: file.mode, blob: file.id });
  }
  return undefined;
}

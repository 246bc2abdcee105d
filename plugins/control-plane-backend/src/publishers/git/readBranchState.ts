import { TimeSlices } from '../../TimeSlices';
import { PublishOperation } from '../Publisher';
import { refusalOfPaths } from '../pathRules';
import { GitTreeEntry } from './objects/treeObject';
import { BranchEntries } from './BranchEntries';
import { BranchState, refusalOfLink } from './planOperation';

type ReadTree = (id: string) => Promise<readonly GitTreeEntry[]>;

/** What is at a path of the branch. */
type Place =
  | { type: 'nothing' }
  | { type: 'folder'; tree: string }
  | { type: 'file'; mode: string; blob: string }
  /** `refusal` says what is on the way there. */
  | { type: 'blocked'; refusal: string };

/**
 * Reads what is at and below the owned paths of operations, and whether the way there is made of plain folders.
 *
 * @throws the signal's reason when it aborts
 */
export async function readBranchState(options: {
  /** The tree to look in. */
  root: string;
  operations: readonly PublishOperation[];
  readTree: ReadTree;
  signal: AbortSignal;
}): Promise<BranchState> {
  const { root, operations, readTree, signal } = options;
  const slices = new TimeSlices();
  const refused = new Map<string, string>();
  for (const { id, ownedPaths, files } of operations) {
    await slices.next(signal);
    const refusal = refusalOfPaths(ownedPaths, files);
    if (refusal) {
      refused.set(id, refusal);
    }
  }
  const owners = new Set(
    operations
      .filter(({ id }) => !refused.has(id))
      .flatMap(({ ownedPaths }) => ownedPaths),
  );
  const entries = new BranchEntries(owners);
  const blocked = new Map<string, string>();
  const placeOf = createPlaceFinder(root, readTree);

  const readBelow = async (tree: string, prefix: string): Promise<void> => {
    for (const { name, mode, id } of await readTree(tree)) {
      if (mode === '40000') {
        await readBelow(id, `${prefix}${name}/`);
      } else {
        entries.set(`${prefix}${name}`, { mode, blob: id });
      }
    }
  };

  for (const owner of owners) {
    await slices.next(signal);
    const place = await placeOf(owner);
    switch (place.type) {
      case 'nothing':
        break;
      case 'blocked':
        blocked.set(owner, place.refusal);
        break;
      case 'file':
        // A file in the place of the owned folder is ours to replace; one above it is not.
        entries.set(owner, { mode: place.mode, blob: place.blob });
        break;
      case 'folder':
        await readBelow(place.tree, `${owner}/`);
        break;
      default: {
        const unknown: never = place;
        throw new Error(`Unknown place ${unknown}`);
      }
    }
  }
  return { entries, refused, blocked, touched: new Set() };
}

/** Finds paths from the root on; what many have in common is walked once. */
function createPlaceFinder(
  root: string,
  readTree: ReadTree,
): (path: string) => Promise<Place> {
  const places = new Map<string, Place>([['', { type: 'folder', tree: root }]]);

  const placeOf = async (path: string): Promise<Place> => {
    const known = places.get(path);
    if (known) {
      return known;
    }
    const slash = path.lastIndexOf('/');
    const place = await placeIn(
      path.slice(0, Math.max(0, slash)),
      path.slice(slash + 1),
    );
    places.set(path, place);
    return place;
  };

  const placeIn = async (parent: string, name: string): Promise<Place> => {
    const above = await placeOf(parent);
    if (above.type === 'file') {
      return {
        type: 'blocked',
        refusal: `${JSON.stringify(
          parent,
        )} is a file on the branch, so nothing can be below it`,
      };
    }
    if (above.type !== 'folder') {
      return above;
    }
    const tree = await readTree(above.tree);
    const entry = tree.find(candidate => candidate.name === name);
    if (!entry) {
      return { type: 'nothing' };
    }
    const { mode, id } = entry;
    switch (mode) {
      case '40000':
        return { type: 'folder', tree: id };
      case '120000':
      case '160000': {
        const path = parent ? `${parent}/${name}` : name;
        return { type: 'blocked', refusal: refusalOfLink(path, mode) };
      }
      default:
        return { type: 'file', mode, blob: id };
    }
  };

  return placeOf;
}

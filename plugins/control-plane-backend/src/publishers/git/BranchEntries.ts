import { foldersOf } from '../pathRules';

/** A file, symlink or submodule at a path of the branch. */
export interface BranchEntry {
  mode: string;
  blob: string;
}

/** What is at or below the owned paths of a batch, so that each operation finds its own without going through those of all. */
export class BranchEntries {
  private readonly entries = new Map<string, BranchEntry>();
  private readonly byOwner: ReadonlyMap<string, Set<string>>;

  constructor(owners: Iterable<string>) {
    this.byOwner = new Map([...owners].map(owner => [owner, new Set()]));
  }

  has(path: string): boolean {
    return this.entries.has(path);
  }

  get(path: string): BranchEntry | undefined {
    return this.entries.get(path);
  }

  set(path: string, entry: BranchEntry): void {
    this.entries.set(path, entry);
    for (const owner of [...foldersOf(path), path]) {
      this.byOwner.get(owner)?.add(path);
    }
  }

  delete(path: string): void {
    this.entries.delete(path);
    for (const owner of [...foldersOf(path), path]) {
      this.byOwner.get(owner)?.delete(path);
    }
  }

  /** Paths at or below any of the owners, each once. */
  pathsOf(owners: readonly string[]): Set<string> {
    return new Set(
      owners.flatMap(owner => [...(this.byOwner.get(owner) ?? [])]),
    );
  }
}

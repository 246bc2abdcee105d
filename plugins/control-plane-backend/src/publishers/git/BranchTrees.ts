import { GitConnection } from './gitEnvironment';
import { GitMirror } from './GitMirror';
import { GitObjectError } from './GitObjectReader';
import { TreeCache } from './objects/TreeCache';
import { GitTreeEntry } from './objects/treeObject';

/** Most memory for the trees of one branch: those of 50,000 files take about a third of it. */
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

/**
 * The trees of a branch: from memory, else from its mirror.
 *
 * @remarks
 * What this process pushed itself is in memory only: the mirror lags behind until somebody needs more of it than is here.
 */
export class BranchTrees {
  private readonly cache: TreeCache;
  private pushed?: { head: string; root: string };
  private newest?: { head: string; root: string };

  constructor(private readonly mirror: GitMirror, maxBytes?: number) {
    this.cache = new TreeCache(maxBytes ?? DEFAULT_MAX_BYTES);
  }

  /** The newest head with which anybody had to do here, and its root tree; the branch may have moved since. */
  get latest(): { head: string; root: string } | undefined {
    return this.newest;
  }

  /** Whether the files of `head` can be told without asking the remote for more. */
  knows(head: string): boolean {
    return this.pushed?.head === head || this.mirror.holds(head);
  }

  /** A push of ours moved the branch to `head`. */
  advanceTo(head: string, root: string): void {
    this.pushed = { head, root };
    this.newest = this.pushed;
  }

  /**
   * After the mirror was lost: the next look at the branch fetches, although it may stand where we pushed it.
   *
   * @remarks
   * Trees stay in memory, since an id never changes its meaning; those that are not there can come from a mirror alone.
   */
  forgetHeads(): void {
    this.pushed = undefined;
    this.newest = undefined;
  }

  add(id: string, entries: readonly GitTreeEntry[]): void {
    this.cache.add(id, entries);
  }

  /** @throws GitObjectError when the mirror lacks it */
  async rootOf(head: string, signal: AbortSignal): Promise<string> {
    const root =
      this.pushed?.head === head
        ? this.pushed.root
        : await this.mirror.objects().treeOf(head, signal);
    this.newest = { head, root };
    return root;
  }

  /** From memory alone; undefined when it is not there. */
  recall(id: string): readonly GitTreeEntry[] | undefined {
    return this.cache.get(id);
  }

  /** @throws GitObjectError when the tree is nowhere to be found, although it is part of a head that is known */
  async read(
    id: string,
    connection: GitConnection,
    signal: AbortSignal,
  ): Promise<readonly GitTreeEntry[]> {
    const known = this.cache.get(id);
    if (known) {
      return known;
    }
    const entries = await this.readFromMirror(id, connection, signal);
    this.cache.add(id, entries);
    return entries;
  }

  private async readFromMirror(
    id: string,
    connection: GitConnection,
    signal: AbortSignal,
  ): Promise<readonly GitTreeEntry[]> {
    try {
      return await this.mirror.objects().tree(id, signal);
    } catch (error) {
      const isBehind = this.pushed && !this.mirror.holds(this.pushed.head);
      if (!(error instanceof GitObjectError) || !isBehind) {
        throw error;
      }
      // A tree of our own that had to leave the memory.
      await this.mirror.fetch(connection, signal);
      return this.mirror.objects().tree(id, signal);
    }
  }
}

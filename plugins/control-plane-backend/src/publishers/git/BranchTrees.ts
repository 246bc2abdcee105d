import { GitConnection } from './gitEnvironment';
import { GitMirror } from './GitMirror';
import { GitObjectError } from './GitObjectReader';
import { TreeCache } from './objects/TreeCache';
import { GitTreeEntry } from './objects/treeObject';

/** Most memory for the trees of one branch: those of 50,000 files take about a third of it. */
const DEFAULT_MAX_BYTES = 64 * 1024 * 1024;

interface KnownHead {
  head: string;
  root: string;
  /** Of the mirror, when this was learned. */
  discards: number;
}

/**
 * The trees of a branch: from memory, else from its mirror.
 *
 * @remarks
 * What this process pushed itself is in memory only: the mirror lags behind until somebody needs more of it than is here.
 *
 * Trees outlive their mirror, since an id never changes its meaning; heads do not, since what is not in memory can come from it alone.
 */
export class BranchTrees {
  private readonly cache: TreeCache;
  private pushed?: KnownHead;
  private newest?: KnownHead;

  constructor(private readonly mirror: GitMirror, maxBytes?: number) {
    this.cache = new TreeCache(maxBytes ?? DEFAULT_MAX_BYTES);
  }

  /** The newest head with which anybody had to do here, and its root tree; the branch may have moved since. */
  get latest(): { head: string; root: string } | undefined {
    return this.unlessLost(this.newest);
  }

  /** Whether the files of `head` can be told without asking the remote for more. */
  knows(head: string): boolean {
    return this.ownPush?.head === head || this.mirror.holds(head);
  }

  /** A push of ours moved the branch to `head`. */
  advanceTo(head: string, root: string): void {
    this.pushed = { head, root, discards: this.mirror.discards };
    this.newest = this.pushed;
  }

  add(id: string, entries: readonly GitTreeEntry[]): void {
    this.cache.add(id, entries);
  }

  /** @throws GitObjectError when the mirror lacks it */
  async rootOf(head: string, signal: AbortSignal): Promise<string> {
    const { ownPush } = this;
    const root =
      ownPush?.head === head
        ? ownPush.root
        : await this.mirror.objects().treeOf(head, signal);
    this.newest = { head, root, discards: this.mirror.discards };
    return root;
  }

  private get ownPush(): KnownHead | undefined {
    return this.unlessLost(this.pushed);
  }

  /** After the mirror was discarded the next look at the branch has to fetch, although it may stand where we pushed it. */
  private unlessLost(known: KnownHead | undefined): KnownHead | undefined {
    return known?.discards === this.mirror.discards ? known : undefined;
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
      const isBehind = this.ownPush && !this.mirror.holds(this.ownPush.head);
      if (!(error instanceof GitObjectError) || !isBehind) {
        throw error;
      }
      // A tree of our own that had to leave the memory.
      await this.mirror.fetch(connection, signal);
      return this.mirror.objects().tree(id, signal);
    }
  }
}

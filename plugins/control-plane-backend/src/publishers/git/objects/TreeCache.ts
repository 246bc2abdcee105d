import { GitTreeEntry } from './treeObject';

/** What an entry costs in memory, its strings included: about, and rather too much. */
const BYTES_PER_ENTRY = 250;

/**
 * Trees by their ids, those that were used last.
 *
 * @remarks
 * An id never changes its meaning, so what is in here is true whatever becomes of a branch or a mirror.
 */
export class TreeCache {
  private readonly trees = new Map<string, readonly GitTreeEntry[]>();
  private bytes = 0;

  /** @param maxBytes - about how much memory it may take */
  constructor(private readonly maxBytes: number) {}

  get(id: string): readonly GitTreeEntry[] | undefined {
    const entries = this.trees.get(id);
    if (entries) {
      // A map keeps the order of insertion: the first is what was not used for longest.
      this.trees.delete(id);
      this.trees.set(id, entries);
    }
    return entries;
  }

  add(id: string, entries: readonly GitTreeEntry[]): void {
    const size = sizeOf(entries);
    if (this.trees.has(id) || size > this.maxBytes) {
      return;
    }
    this.trees.set(id, entries);
    this.bytes += size;
    for (const [oldest, old] of this.trees) {
      if (this.bytes <= this.maxBytes) {
        break;
      }
      this.trees.delete(oldest);
      this.bytes -= sizeOf(old);
    }
  }
}

function sizeOf(entries: readonly GitTreeEntry[]): number {
  return (entries.length + 1) * BYTES_PER_ENTRY;
}

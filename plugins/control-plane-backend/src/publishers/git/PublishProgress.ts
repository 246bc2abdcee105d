import { PublishBatch, PublishOperation, PublishOutcome } from '../Publisher';
import { GitFailure } from './classifyGitFailure';

/** How far one call of `GitPublisher.publish` has come: what is settled, and up to where the branch was searched for the rest. */
export class PublishProgress {
  readonly outcomes = new Map<string, PublishOutcome>();
  /** Operation id → head from which its trailer is searched; what was searched once is not searched again. */
  readonly #bases = new Map<string, string>();
  /** Ids of operations that may have been pushed, and were not looked for on the branch since. */
  readonly #unclear = new Set<string>();
  /** Commits that this call pushed or tried to push. */
  readonly #ours = new Set<string>();

  constructor({ operations }: Pick<PublishBatch, 'operations'>) {
    for (const { id, base } of operations) {
      if (base) {
        this.#bases.set(id, base);
        this.#unclear.add(id);
      }
    }
  }

  /** Those that are not settled yet. */
  open(operations: readonly PublishOperation[]): PublishOperation[] {
    return operations.filter(({ id }) => !this.outcomes.has(id));
  }

  settle(id: string, outcome: PublishOutcome): void {
    this.outcomes.set(id, outcome);
  }

  /**
   * Settles operations that could not be published. Whichever may be on the branch all the same is tried again, and so looked for, whatever
   * stands in the way now: given up, it would be in force while the records say that it failed.
   */
  rejectAll(
    operations: readonly PublishOperation[],
    failure: GitFailure,
  ): void {
    const { aboutContent: _, ...rejection } = failure;
    for (const { id } of operations) {
      const retryable = rejection.retryable || this.#unclear.has(id);
      this.settle(id, { type: 'rejected', ...rejection, retryable });
    }
  }

  /** Nobody said what became of their push, and the branch could not be looked at since. */
  leaveUnclear(operations: readonly PublishOperation[]): void {
    operations.forEach(({ id }) => this.#unclear.add(id));
  }

  /** They were looked for on the branch; what was found is settled. */
  takeLooked(operations: readonly PublishOperation[]): void {
    operations.forEach(({ id }) => this.#unclear.delete(id));
  }

  /** From now on commits that are found on the branch are known to be of this call. */
  claim(commits: readonly string[]): void {
    commits.forEach(commit => this.#ours.add(commit));
  }

  /** Whether commits between where an operation was searched last and `head` may be its own. */
  hasToSearch(operations: readonly PublishOperation[], head: string): boolean {
    return this.unsearched(operations, head).size > 0;
  }

  /** Ids of operations by the head up to which each was searched, where that is not `head`. */
  unsearched(
    operations: readonly PublishOperation[],
    head: string,
  ): ReadonlyMap<string, string[]> {
    const byBase = new Map<string, string[]>();
    for (const { id } of operations) {
      const base = this.#bases.get(id);
      if (base && base !== head) {
        byBase.set(base, [...(byBase.get(base) ?? []), id]);
      }
    }
    return byBase;
  }

  /** Settles what a search up to `head` found, and remembers that it was done. */
  takeSearched(
    ids: readonly string[],
    head: string,
    found: ReadonlyMap<string, string>,
  ): void {
    for (const id of ids) {
      const commit = found.get(id);
      if (commit) {
        this.settle(id, {
          type: this.#ours.has(commit) ? 'published' : 'already_published',
          commit,
        });
      }
    }
    this.setBases(ids, head);
  }

  /** Ids of operations that were never about to be pushed. */
  withoutBase(operations: readonly PublishOperation[]): string[] {
    return operations.map(({ id }) => id).filter(id => !this.#bases.has(id));
  }

  setBases(ids: readonly string[], head: string): void {
    ids.forEach(id => this.#bases.set(id, head));
  }

  /** Between the two lie commits of this call alone: who was searched up to the one has been searched up to the other. */
  advanceBases(head: string, last: string): void {
    for (const [id, base] of this.#bases) {
      if (base === head) {
        this.#bases.set(id, last);
      }
    }
  }
}

import { createHash } from 'node:crypto';
import { foldersOf, isBelow } from '../publishers/pathRules';
import { blobId } from '../publishers/git/planOperation';
import { PathEdit, PublishedTree } from '../publishers/Publisher';
import { TestCommit, TestOrigin } from './TestOrigin';

export interface FakeFile {
  mode: string;
  content: string;
}

export interface FakeCommit extends TestCommit {
  authorEmail: string;
  message: string;
  tree: ReadonlyMap<string, FakeFile>;
}

/** A branch in memory: a line of commits with their whole trees. */
export class FakeBranch implements TestOrigin {
  readonly #commits: FakeCommit[] = [];

  constructor() {
    this.commit({
      author: 'Pat Person',
      message: 'Begin\n',
      change: tree =>
        tree.set('README.md', { mode: '100644', content: 'Desired state\n' }),
    });
  }

  get tip(): FakeCommit {
    return this.#commits[this.#commits.length - 1];
  }

  /** All commits, oldest first, with their whole trees. */
  history(): readonly FakeCommit[] {
    return this.#commits;
  }

  /** Puts a commit on top. */
  commit(options: {
    author: string;
    message: string;
    operationIds?: string[];
    change: (tree: Map<string, FakeFile>) => unknown;
  }): string {
    const { author, message, operationIds = [], change } = options;
    const tree = new Map(this.#commits.length > 0 ? this.tip.tree : []);
    change(tree);
    const id = createHash('sha1')
      .update(`${this.#commits.length} ${message}`)
      .digest('hex');
    this.#commits.push({
      id,
      author,
      authorEmail: `${author.toLowerCase().split(' ')[0]}@example.org`,
      subject: message.split('\n')[0],
      message,
      operationIds,
      tree,
    });
    return id;
  }

  /** The commit after `base` that names the operation. */
  find(operationId: string, base: string): string | undefined {
    const since = this.#commits.findIndex(({ id }) => id === base);
    return this.#commits
      .slice(since + 1)
      .find(commit => commit.operationIds.includes(operationId))?.id;
  }

  /** The branch as it is now; later commits do not change what it shows. */
  read(): PublishedTree {
    const commits = [...this.#commits];
    const { id: head, tree } = this.tip;
    return {
      head,
      list: async (path, signal) => {
        signal.throwIfAborted();
        return [...tree]
          .filter(([file]) => file === path || isBelow(file, path))
          .map(([file, { mode, content }]) => ({
            path: file,
            mode,
            blob: blobId(content),
          }))
          .sort((a, b) => (a.path < b.path ? -1 : 1));
      },
      read: async (path, signal) => {
        signal.throwIfAborted();
        return tree.get(path)?.content;
      },
      lastEdit: async (path, signal) => {
        signal.throwIfAborted();
        return lastEdit(commits, path);
      },
    };
  }

  async personRemoves(paths: string[], subject: string): Promise<string> {
    return this.commit({
      author: 'Pat Person',
      message: `${subject}\n`,
      change: tree => paths.forEach(path => tree.delete(path)),
    });
  }

  async head(): Promise<string> {
    return this.tip.id;
  }

  async files(): Promise<string[]> {
    return [...this.tip.tree.keys()].sort();
  }

  async content(path: string): Promise<string> {
    return this.tip.tree.get(path)?.content.trim() ?? '';
  }

  async commits(): Promise<TestCommit[]> {
    return [...this.#commits].reverse();
  }

  async operationIds(): Promise<string[]> {
    return this.#commits.flatMap(({ operationIds }) => operationIds).sort();
  }

  async message(): Promise<string> {
    return this.tip.message.trim();
  }

  async personPulls(): Promise<void> {}

  async personPushes(
    files: Record<string, string>,
    subject: string,
  ): Promise<string> {
    return this.commit({
      author: 'Pat Person',
      message: `${subject}\n`,
      change: tree =>
        Object.entries(files).forEach(([path, content]) =>
          tree.set(path, { mode: '100644', content }),
        ),
    });
  }

  async personPlants(
    entries: Array<{ path: string; mode: '120000' | '160000' }>,
    subject: string,
  ): Promise<void> {
    this.commit({
      author: 'Pat Person',
      message: `${subject}\n`,
      change: tree =>
        entries.forEach(({ path, mode }) =>
          tree.set(path, { mode, content: 'README.md' }),
        ),
    });
  }

  /** A file is never a folder as well, or the fake made what Git cannot hold. */
  async fsck(): Promise<void> {
    for (const path of this.tip.tree.keys()) {
      const folder = foldersOf(path).find(above => this.tip.tree.has(above));
      if (folder) {
        throw new Error(`${folder} is both a file and a folder`);
      }
    }
  }
}

function lastEdit(
  commits: readonly FakeCommit[],
  path: string,
): PathEdit | undefined {
  const contentOf = (commit: FakeCommit | undefined) =>
    JSON.stringify(
      [...(commit?.tree ?? [])].filter(
        ([file]) => file === path || isBelow(file, path),
      ),
    );
  const index = commits.findLastIndex(
    (commit, at) => contentOf(commit) !== contentOf(commits[at - 1]),
  );
  const commit = commits[index];
  return (
    commit && {
      commit: commit.id,
      author: commit.author,
      authorEmail: commit.authorEmail,
      authoredAt: new Date('2026-11-21T09:00:00Z'),
      subject: commit.subject,
    }
  );
}

import { TimeSlices } from '../../../TimeSlices';
import { CommitDraft } from '../CommitDraft';
import { GitIdentity } from '../gitIdentity';
import { commitContent, CommitHeader } from './commitObject';
import { GitObject, gitObject } from './gitObject';
import { GitTreeEntry } from './treeObject';
import { NewTree, writeTree } from './writeTree';

export interface BuiltCommits {
  /** Ids of the commits, in the order of the drafts. */
  commits: string[];
  /** Everything that the remote may not have, each once. */
  objects: GitObject[];
  /** The root tree of the last commit. */
  root: string;
}

/**
 * Builds one commit for each draft, in order, the first on `head`. Nothing is written anywhere.
 *
 * @throws the signal's reason when it aborts
 */
export async function buildCommits(options: {
  head: string;
  /** The root tree of `head`. */
  root: string;
  drafts: readonly CommitDraft[];
  author: GitIdentity;
  committer: GitIdentity;
  time: Date;
  readTree(id: string): Promise<readonly GitTreeEntry[]>;
  /** Told of each new tree. */
  onTree(tree: NewTree): void;
  /** Signs the content of a commit; absent when commits are not signed. */
  sign?(content: Buffer): Promise<string>;
  signal: AbortSignal;
}): Promise<BuiltCommits> {
  const { drafts, author, committer, time, onTree, sign, signal } = options;
  const made = new Map<string, readonly GitTreeEntry[]>();
  const readTree = async (id: string) =>
    made.get(id) ?? (await options.readTree(id));
  const objects = new Map<string, GitObject>();
  const commits: string[] = [];
  let { root, head: parent } = options;
  const slices = new TimeSlices();
  for (const { message, removed, written } of drafts) {
    await slices.next(signal);
    for (const { blob, content } of written) {
      objects.set(blob, {
        id: blob,
        type: 'blob',
        content: Buffer.from(content, 'utf8'),
      });
    }
    const changed = await writeTree({
      root,
      change: { removed, written },
      readTree,
    });
    for (const tree of changed.trees) {
      made.set(tree.object.id, tree.entries);
      onTree(tree);
      objects.set(tree.object.id, tree.object);
    }
    root = changed.root;
    const header: CommitHeader = {
      tree: root,
      parent,
      author,
      committer,
      time,
      message,
    };
    const content = commitContent(header);
    const commit = gitObject(
      'commit',
      sign ? commitContent(header, await sign(content)) : content,
    );
    objects.set(commit.id, commit);
    commits.push(commit.id);
    parent = commit.id;
  }
  return { commits, objects: [...objects.values()], root };
}

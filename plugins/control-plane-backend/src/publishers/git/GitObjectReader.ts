import { GitProcess, GitStream } from './GitProcess';

/** One entry of a Git tree object. */
export interface GitTreeEntry {
  name: string;
  /** `40000` folder, `100644` file, `100755` executable, `120000` symlink, `160000` submodule. */
  mode: string;
  id: string;
}

/** An object that must be there is not, or the process that reads them ended. */
export class GitObjectError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GitObjectError';
  }
}

interface GitObject {
  id: string;
  type: string;
  content: Buffer;
}

interface PendingRead {
  resolve(object: GitObject | undefined): void;
  reject(error: Error): void;
}

/**
 * Reads objects of one repository through a single `git cat-file --batch` process.
 *
 * @remarks
 * Walking trees here costs what the path is deep and its folders are wide, and shows the mode of every folder on the
 * way, which `ls-tree` with deep paths does not. Trees are kept for the life of the reader: object ids never change meaning.
 */
export class GitObjectReader {
  private readonly trees = new Map<string, Promise<GitTreeEntry[]>>();
  private readonly pending: PendingRead[] = [];
  private buffered: Buffer[] = [];
  private bufferedSize = 0;
  private neededSize = 0;
  private failure?: Error;

  static open(options: {
    git: GitProcess;
    gitDirectory: string;
    signal: AbortSignal;
  }): GitObjectReader {
    return new GitObjectReader(
      options.git.open({
        args: ['cat-file', '--batch'],
        gitDirectory: options.gitDirectory,
        signal: options.signal,
        timeoutMs: 10 * 60_000,
      }),
    );
  }

  private constructor(private readonly stream: GitStream) {
    stream.stdout.on('data', (chunk: Buffer) => this.receive(chunk));
    stream.done.then(
      result =>
        this.fail(
          new GitObjectError(
            `git cat-file ended early: ${result.stderr.slice(0, 500).trim()}`,
          ),
        ),
      error => this.fail(error),
    );
  }

  /** Ends the process; open reads fail. */
  async close(): Promise<void> {
    this.stream.stdin.end();
    await this.stream.done.catch(() => {});
  }

  /** Entries of a tree, or of the root tree of a commit. */
  async tree(id: string): Promise<GitTreeEntry[]> {
    let tree = this.trees.get(id);
    if (!tree) {
      tree = this.read(`${id}^{tree}`).then(object => {
        if (object?.type !== 'tree') {
          throw new GitObjectError(`bad object: tree ${id} is missing`);
        }
        return parseTree(object.content);
      });
      this.trees.set(id, tree);
    }
    return tree;
  }

  /** The tree that a commit stands for. */
  async treeOf(commit: string): Promise<string> {
    const object = await this.read(`${commit}^{tree}`);
    if (!object) {
      throw new GitObjectError(`bad object: commit ${commit} is missing`);
    }
    return object.id;
  }

  /** Content of a file at a commit; undefined when there is no such file. */
  async file(commit: string, path: string): Promise<Buffer | undefined> {
    const parts = path.split('/');
    const name = parts.pop();
    let entries = await this.tree(commit);
    for (const part of parts) {
      const folder = entries.find(entry => entry.name === part);
      if (folder?.mode !== '40000') {
        return undefined;
      }
      entries = await this.tree(folder.id);
    }
    const file = entries.find(entry => entry.name === name);
    if (!file || file.mode === '40000' || file.mode === '160000') {
      return undefined;
    }
    const object = await this.read(file.id);
    if (!object) {
      throw new GitObjectError(`bad object: blob ${file.id} is missing`);
    }
    return object.content;
  }

  /** Every file below the tree `id`, with `prefix` before its name. */
  async *filesBelow(id: string, prefix: string): AsyncGenerator<GitTreeEntry> {
    for (const entry of await this.tree(id)) {
      const name = `${prefix}${entry.name}`;
      if (entry.mode === '40000') {
        yield* this.filesBelow(entry.id, `${name}/`);
      } else {
        yield { ...entry, name };
      }
    }
  }

  private read(name: string): Promise<GitObject | undefined> {
    if (this.failure) {
      return Promise.reject(this.failure);
    }
    return new Promise((resolve, reject) => {
      this.pending.push({ resolve, reject });
      this.stream.stdin.write(`${name}\n`);
    });
  }

  private fail(error: Error) {
    this.failure ??= error;
    for (const read of this.pending.splice(0)) {
      read.reject(error);
    }
  }

  private receive(chunk: Buffer) {
    this.buffered.push(chunk);
    this.bufferedSize += chunk.length;
    if (this.bufferedSize < this.neededSize) {
      return;
    }
    let data = Buffer.concat(this.buffered);
    for (;;) {
      const answer = parseAnswer(data);
      if (answer.type === 'incomplete') {
        this.neededSize = answer.size;
        break;
      }
      data = data.subarray(answer.size);
      this.pending.shift()?.resolve(answer.object);
    }
    this.buffered = [data];
    this.bufferedSize = data.length;
  }
}

type Answer =
  | { type: 'incomplete'; size: number }
  | { type: 'complete'; size: number; object: GitObject | undefined };

/** `<id> <type> <size>\n<content>\n`, or `<name> missing\n`. */
function parseAnswer(data: Buffer): Answer {
  const newline = data.indexOf(10);
  if (newline < 0) {
    return { type: 'incomplete', size: data.length + 1 };
  }
  const header = data.subarray(0, newline).toString('utf8');
  const match = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(header);
  if (!match) {
    return { type: 'complete', size: newline + 1, object: undefined };
  }
  const start = newline + 1;
  const end = start + Number(match[3]);
  if (data.length < end + 1) {
    return { type: 'incomplete', size: end + 1 };
  }
  const content = Buffer.from(data.subarray(start, end));
  return {
    type: 'complete',
    size: end + 1,
    object: { id: match[1], type: match[2], content },
  };
}

/** A tree object is a run of `<mode> <name>\0<20 bytes of id>`. */
function parseTree(content: Buffer): GitTreeEntry[] {
  const entries: GitTreeEntry[] = [];
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(32, at);
    const zero = content.indexOf(0, space);
    entries.push({
      mode: content.subarray(at, space).toString('ascii'),
      name: content.subarray(space + 1, zero).toString('utf8'),
      id: content.subarray(zero + 1, zero + 21).toString('hex'),
    });
    at = zero + 21;
  }
  return entries;
}

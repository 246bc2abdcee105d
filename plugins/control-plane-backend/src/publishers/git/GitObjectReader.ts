import { GitProcess } from './GitProcess';
import { GitTreeEntry, parseTree } from './objects/treeObject';
import { RunningProcess } from './startProcess';

/** How long a process that nobody asks is kept: starting one costs as much as a dozen answers. */
const IDLE_MS = 30_000;

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
 * Reads objects of one repository through a single `git cat-file --batch` process, which ends when it was not asked for a while.
 *
 * @remarks
 * Walking trees here costs what the path is deep and its folders are wide, and shows the mode of every folder on the
 * way, which `ls-tree` with deep paths does not.
 */
export class GitObjectReader {
  private readonly pending: PendingRead[] = [];
  private buffered: Buffer[] = [];
  private bufferedSize = 0;
  private neededSize = 0;
  private failure?: Error;
  private idle?: NodeJS.Timeout;

  static open(options: {
    git: GitProcess;
    gitDirectory: string;
  }): GitObjectReader {
    const life = new AbortController();
    return new GitObjectReader(
      options.git.open({
        args: ['cat-file', '--batch'],
        gitDirectory: options.gitDirectory,
        signal: life.signal,
        timeoutMs: Infinity,
      }),
    );
  }

  private constructor(private readonly stream: RunningProcess) {
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

  /** Whether it can be asked no more. */
  get ended(): boolean {
    return this.failure !== undefined;
  }

  /** Ends the process; open reads fail. */
  async close(): Promise<void> {
    this.fail(new GitObjectError('git cat-file was closed'));
    this.stream.stdin.end();
    await this.stream.done.catch(() => {});
  }

  /** Entries of a tree, or of the root tree of a commit. */
  async tree(id: string, signal: AbortSignal): Promise<GitTreeEntry[]> {
    const object = await this.read(`${id}^{tree}`, signal);
    if (object?.type !== 'tree') {
      throw new GitObjectError(`bad object: tree ${id} is missing`);
    }
    return parseTree(object.content);
  }

  /** The tree that a commit stands for. */
  async treeOf(commit: string, signal: AbortSignal): Promise<string> {
    const object = await this.read(`${commit}^{tree}`, signal);
    if (!object) {
      throw new GitObjectError(`bad object: commit ${commit} is missing`);
    }
    return object.id;
  }

  /** The commit that a name stands for, if any. */
  async commitOf(
    name: string,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    return (await this.read(`${name}^{commit}`, signal))?.id;
  }

  /** Content of a file at a commit; undefined when there is no such file. */
  async file(
    commit: string,
    path: string,
    signal: AbortSignal,
  ): Promise<Buffer | undefined> {
    const parts = path.split('/');
    const name = parts.pop();
    let entries = await this.tree(commit, signal);
    for (const part of parts) {
      const folder = entries.find(entry => entry.name === part);
      if (folder?.mode !== '40000') {
        return undefined;
      }
      entries = await this.tree(folder.id, signal);
    }
    const file = entries.find(entry => entry.name === name);
    if (!file || file.mode === '40000' || file.mode === '160000') {
      return undefined;
    }
    const object = await this.read(file.id, signal);
    if (!object) {
      throw new GitObjectError(`bad object: blob ${file.id} is missing`);
    }
    return object.content;
  }

  private async read(
    name: string,
    signal: AbortSignal,
  ): Promise<GitObject | undefined> {
    signal.throwIfAborted();
    if (this.failure) {
      throw this.failure;
    }
    clearTimeout(this.idle);
    this.stream.setBackground(false);
    // Whoever gives up may do so because no answer came: nobody else shall wait for it.
    const onAbort = () => {
      this.fail(new GitObjectError('a read of git cat-file was given up'));
      this.stream.stop();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await new Promise((resolve, reject) => {
        this.pending.push({ resolve, reject });
        this.stream.stdin.write(`${name}\n`);
      });
    } finally {
      signal.removeEventListener('abort', onAbort);
      signal.throwIfAborted();
      this.rest();
    }
  }

  /** Lets the process wait for the next read, but not for ever, and not longer than our own process lives. */
  private rest() {
    if (this.pending.length === 0 && !this.failure) {
      this.stream.setBackground(true);
      clearTimeout(this.idle);
      this.idle = setTimeout(() => this.close(), IDLE_MS).unref();
    }
  }

  private fail(error: Error) {
    clearTimeout(this.idle);
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

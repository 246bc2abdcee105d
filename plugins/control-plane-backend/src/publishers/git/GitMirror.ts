import { createHash } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { PathEdit, PublishedFile } from '../Publisher';
import { OPERATION_TRAILER } from './commitMessage';
import { GitConnection } from './gitEnvironment';
import { GitObjectError, GitObjectReader } from './GitObjectReader';
import {
  GitCommand,
  GitCommandError,
  GitProcess,
  GitResult,
} from './GitProcess';
import { GitRemote } from './GitRepositories';
import { isDamage } from './mirrorDamage';

/** Our name for the branch as last fetched. */
const FETCHED_REF = 'refs/control-plane/branch';

/** What comes in leaves small object files or packs behind; after this many times they are packed into one. */
const DEFAULT_ARRIVALS_BETWEEN_PACKING = 200;

/** Longest time for packing, which grows with the repository. Whoever used the mirror last waits for it, and so does the next one. */
const PACKING_MS = 2 * 60_000;

/**
 * Longest time for a fetch into an empty mirror: what it takes depends on the repository, and what is cut off begins anew. A remote that
 * stands still is given up long before (see http.lowSpeedTime and ServerAliveInterval). With all else that a turn of a lane may take it is
 * less than an attempt of a job may.
 */
const FIRST_FETCH_MS = 10 * 60_000;

export interface GitMirrorOptions {
  git: GitProcess;
  /** Folder in which the mirrors of all targets live; of this process alone. */
  cacheDirectory: string;
  remote: GitRemote;
  /** Longest time for one exchange with the remote; the first fetch has ten minutes, or this if it is more. */
  remoteTimeoutMs: number;
  /** How often something comes in before everything is packed anew. Default: 200. */
  arrivalsBetweenPacking?: number;
  logger: LoggerService;
}

/**
 * - `absent`: there is no repository yet.
 * - `empty`: there is, and nothing was fetched into it.
 * - `filled`: the branch was fetched at least once.
 */
type MirrorState = 'absent' | 'empty' | 'filled';

/**
 * A bare repository that follows one branch of one remote.
 *
 * @remarks
 * It has no work tree, so there are no links to follow, no filters and no index to lock. It is only a cache: when Git finds
 * it damaged, or locked by a process that was killed, it is deleted and fetched anew. Its users take turns (see GitPublisher).
 */
export class GitMirror {
  private readonly directory: string;
  private state: MirrorState = 'absent';
  private arrivals = 0;
  private reader?: GitObjectReader;
  private fetched?: string;
  private discarded = 0;

  constructor(private readonly options: GitMirrorOptions) {
    const { url, branch } = options.remote;
    const name = createHash('sha256').update(`${url}\0${branch}`).digest('hex');
    this.directory = join(options.cacheDirectory, `${name.slice(0, 32)}.git`);
  }

  /**
   * Brings the mirror to the state of the remote.
   *
   * @returns the head of the branch
   * @throws GitCommandError when the remote cannot be read
   */
  async fetch(connection: GitConnection, signal: AbortSignal): Promise<string> {
    try {
      return await this.fetchOnce(connection, signal);
    } catch (error) {
      if (!isDamage(error)) {
        throw error;
      }
      await this.discard();
      return await this.fetchOnce(connection, signal);
    }
  }

  /** Whether it has everything of `head`, as far as anybody knows. */
  holds(head: string): boolean {
    return this.fetched === head;
  }

  /** How often it was discarded: what was known by it before may be nowhere any more. */
  get discards(): number {
    return this.discarded;
  }

  /** Deletes the mirror; the next fetch starts from nothing. */
  async discard(): Promise<void> {
    this.discarded += 1;
    this.state = 'absent';
    this.arrivals = 0;
    this.fetched = undefined;
    await this.reader?.close();
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Ask for it anew for each piece of work: the process behind it comes and goes. */
  objects(): GitObjectReader {
    if (!this.reader || this.reader.ended) {
      const { git } = this.options;
      this.reader = GitObjectReader.open({
        git,
        gitDirectory: this.directory,
      });
    }
    return this.reader;
  }

  /**
   * Finds commits by their operation trailer among those that `head` has and `base` has not.
   *
   * @remarks
   * A commit of an operation is made on its base or later, so it is never part of the base's own history: the search is
   * exact even when the branch was rewritten since. When the base itself is unknown here (the branch was rewritten and the
   * mirror fetched anew), the whole history of the branch is searched.
   *
   * @returns operation id → newest commit that carries it
   */
  async findOperations(options: {
    base: string;
    head: string;
    signal: AbortSignal;
  }): Promise<Map<string, string>> {
    const { base, head, signal } = options;
    const known = await this.objects().commitOf(base, signal);
    const output = await this.run(signal, [
      'log',
      `--grep=^${OPERATION_TRAILER}: `,
      `--format=%H%x09%(trailers:key=${OPERATION_TRAILER},valueonly,separator=%x09)`,
      '--end-of-options',
      head,
      ...(known ? [`^${base}`] : []),
      '--',
    ]);
    const found = new Map<string, string>();
    for (const line of output.split('\n')) {
      const [commit, ...ids] = line.split('\t');
      for (const id of ids) {
        if (!found.has(id.trim())) {
          found.set(id.trim(), commit);
        }
      }
    }
    return found;
  }

  /** Takes the objects of a pack in, so that Git can push them. */
  async store(pack: Buffer, signal: AbortSignal): Promise<void> {
    await this.takeIn({ args: ['index-pack', '--stdin'], input: pack, signal });
    this.arrivals += 1;
  }

  /**
   * Pushes a commit that is built on `old`: the remote takes it only if its branch stands there, and moves it in one step.
   *
   * @remarks
   * A plain push also lands where the branch went back to an ancestor or was deleted meanwhile, and brings back what was taken out.
   */
  push(options: {
    connection: GitConnection;
    old: string;
    commit: string;
    signal: AbortSignal;
  }): Promise<GitResult> {
    const { connection, old, commit, signal } = options;
    const { git, remote, remoteTimeoutMs } = this.options;
    return git.tryRun({
      args: [
        'push',
        '--porcelain',
        '--no-verify',
        `--force-with-lease=refs/heads/${remote.branch}:${old}`,
        '--end-of-options',
        remote.url,
        `${commit}:refs/heads/${remote.branch}`,
      ],
      gitDirectory: this.directory,
      connection,
      timeoutMs: remoteTimeoutMs,
      signal,
    });
  }

  /** Every file at or below `path`; of the whole branch when it is empty. */
  async list(
    head: string,
    path: string,
    signal: AbortSignal,
  ): Promise<PublishedFile[]> {
    const output = await this.run(signal, [
      'ls-tree',
      '-r',
      '-z',
      '--full-tree',
      '--end-of-options',
      head,
      '--',
      ...(path ? [path] : []),
    ]);
    return output
      .split('\0')
      .filter(line => line !== '')
      .map(line => {
        const tab = line.indexOf('\t');
        const [mode, , blob] = line.slice(0, tab).split(' ');
        return { path: line.slice(tab + 1), blob, mode };
      });
  }

  async lastEdit(
    head: string,
    path: string,
    signal: AbortSignal,
  ): Promise<PathEdit | undefined> {
    const output = await this.run(signal, [
      'log',
      '--max-count=1',
      '--format=%H%x00%an%x00%ae%x00%aI%x00%s',
      '--end-of-options',
      head,
      '--',
      path,
    ]);
    if (output.trim() === '') {
      return undefined;
    }
    const [commit, author, authorEmail, authoredAt, subject] = output
      .trimEnd()
      .split('\0');
    return {
      commit,
      author: escapeControls(author),
      authorEmail: escapeControls(authorEmail),
      authoredAt: new Date(authoredAt),
      subject: escapeControls(subject),
    };
  }

  /**
   * Packs what has come in, when it is time for that.
   *
   * @remarks
   * Never throws, not even when the signal aborts: it follows a piece of work whose outcome it must not change.
   */
  async packWhenDue(signal: AbortSignal): Promise<void> {
    const { arrivalsBetweenPacking, logger, remote } = this.options;
    const due = arrivalsBetweenPacking ?? DEFAULT_ARRIVALS_BETWEEN_PACKING;
    if (this.arrivals < due || signal.aborted) {
      return;
    }
    this.arrivals = 0;
    try {
      await this.takeIn({
        args: ['gc', '--quiet'],
        timeoutMs: PACKING_MS,
        signal,
      });
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      logger.warn(
        `The local copy of ${
          remote.url
        } could not be packed; it is tried again later. ${wordsOf(error)}`,
      );
      if (isDamage(error)) {
        await this.discard().catch(() => {});
      }
    }
  }

  private async fetchOnce(
    connection: GitConnection,
    signal: AbortSignal,
  ): Promise<string> {
    const { remote, remoteTimeoutMs } = this.options;
    if (this.state === 'absent') {
      await this.initialize(signal);
    }
    await this.takeIn({
      args: [
        'fetch',
        '--quiet',
        '--no-tags',
        '--no-write-fetch-head',
        '--no-recurse-submodules',
        '--end-of-options',
        remote.url,
        `+refs/heads/${remote.branch}:${FETCHED_REF}`,
      ],
      connection,
      timeoutMs:
        this.state === 'filled'
          ? remoteTimeoutMs
          : Math.max(remoteTimeoutMs, FIRST_FETCH_MS),
      signal,
    });
    this.state = 'filled';
    const head = await this.objects().commitOf(FETCHED_REF, signal);
    if (head === undefined) {
      throw new GitObjectError(`bad object: ${FETCHED_REF} is missing`);
    }
    if (head !== this.fetched) {
      this.fetched = head;
      this.arrivals += 1;
    }
    return head;
  }

  private async initialize(signal: AbortSignal): Promise<void> {
    const { git, cacheDirectory } = this.options;
    await mkdir(cacheDirectory, { recursive: true, mode: 0o700 });
    await git.run({
      args: [
        'init',
        '--bare',
        '--quiet',
        '--template=',
        '--end-of-options',
        this.directory,
      ],
      signal,
    });
    this.state = 'empty';
  }

  /**
   * Runs what writes packs.
   *
   * @remarks
   * One that is cut off, for whatever reason, leaves what it has written so far; Git would keep that for two weeks, and every attempt
   * adds to it.
   */
  private async takeIn(command: GitCommand): Promise<void> {
    try {
      await this.options.git.run({ ...command, gitDirectory: this.directory });
    } catch (error) {
      await this.removeRemains();
      throw error;
    }
  }

  /**
   * Nobody writes here meanwhile: users take turns, and a command counts as ended only once every process that holds its output is gone.
   * What cannot be removed now is met by the next one, so the reason why this is called is what is told.
   */
  private async removeRemains(): Promise<void> {
    if (this.state !== 'filled') {
      await this.discard().catch(() => {});
      return;
    }
    const packs = join(this.directory, 'objects', 'pack');
    const names = await readdir(packs).catch(() => []);
    await Promise.allSettled(
      names
        .filter(name => /^(tmp_|\.tmp-)/.test(name))
        .map(name => rm(join(packs, name), { force: true })),
    );
  }

  private async run(signal: AbortSignal, args: string[]): Promise<string> {
    const output = await this.options.git.run({
      args,
      gitDirectory: this.directory,
      maxOutputBytes: 256 * 1024 * 1024,
      signal,
    });
    return output.toString('utf8');
  }
}

function wordsOf(error: unknown): string {
  return error instanceof GitCommandError
    ? `${error.message}: ${error.result.stderr.slice(0, 500).trim()}`
    : stringifyError(error);
}

/** Others wrote this: what would rewrite a line of a terminal, or make it read as something else, is shown as its code. */
function escapeControls(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    character =>
      `\\u{${character.codePointAt(0)?.toString(16).padStart(4, '0')}}`,
  );
}

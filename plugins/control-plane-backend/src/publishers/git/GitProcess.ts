import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { ServiceUnavailableError } from '@backstage/errors';
import { GitConnection, gitEnvironment } from './gitEnvironment';

/** Oldest Git that knows every option used here. */
const OLDEST_GIT = [2, 38] as const;

/** Grace between asking a process group to stop, so that Git removes its lock files, and killing it. */
const KILL_AFTER_MS = 2_000;

export interface GitCommand {
  /** Sub-command and arguments; whatever comes from outside stands after `--end-of-options`. */
  args: string[];
  /** Bare repository the command works on; absent for commands that need none. */
  gitDirectory?: string;
  connection?: GitConnection;
  config?: Record<string, string>;
  variables?: Record<string, string>;
  input?: string | Buffer;
  /** Default: 60 s. */
  timeoutMs?: number;
  /** Most bytes taken from stdout. Default: 64 MiB. */
  maxOutputBytes?: number;
  signal: AbortSignal;
}

export interface GitResult {
  /** Null when the process was ended by a signal. */
  exitCode: number | null;
  stdout: Buffer;
  /** First 64 KiB of what it said; may hold secrets, so scrub before showing. */
  stderr: string;
  /** Why this process was stopped by us, if it was. */
  stopped?: 'timeout' | 'output_limit';
}

/** A running process whose streams the caller drives. */
export interface GitStream {
  stdin: Writable;
  stdout: Readable;
  /** Resolves when the process is gone; `stdout` of the result is empty. */
  done: Promise<GitResult>;
  stop(): void;
}

/** A command ended with an exit code other than 0. */
export class GitCommandError extends Error {
  constructor(readonly command: string, readonly result: GitResult) {
    super(`git ${command} failed with exit code ${result.exitCode}`);
    this.name = 'GitCommandError';
  }
}

/** Sees every process before it starts; for tests and traces. */
export type GitProcessObserver = (started: {
  file: string;
  args: string[];
  environment: Record<string, string>;
}) => void;

export interface GitProcessOptions {
  /** Default: `git` on the PATH. */
  program?: string;
  /** Default: `ssh` on the PATH. */
  sshProgram?: string;
  environment?: Record<string, string | undefined>;
  onStart?: GitProcessObserver;
}

/**
 * Starts native Git with a fixed environment, bounds its time and output, and ends its whole process group when the
 * signal aborts.
 */
export class GitProcess {
  private readonly program: string;
  private readonly sshProgram: string;
  private readonly inherited: Record<string, string | undefined>;

  constructor(private readonly options: GitProcessOptions = {}) {
    this.program = options.program ?? 'git';
    this.sshProgram = options.sshProgram ?? 'ssh';
    this.inherited = options.environment ?? process.env;
  }

  /**
   * Checks that a usable Git is installed.
   *
   * @returns the version, e.g. `2.39.5`
   * @throws ServiceUnavailableError when Git is missing or older than 2.38
   */
  async checkGit(signal: AbortSignal): Promise<string> {
    const wanted = `Git ${OLDEST_GIT.join('.')} or newer is needed to publish`;
    let result: GitResult;
    try {
      result = await this.tryRun({ args: ['version'], signal });
    } catch (error) {
      signal.throwIfAborted();
      throw new ServiceUnavailableError(
        `${wanted}, but '${this.program}' could not be started; install Git on the machine or image of the backend`,
        error,
      );
    }
    const text = result.stdout.toString('utf8').trim();
    const match = /^git version (\d+)\.(\d+)([.\w-]*)/.exec(text);
    if (!match) {
      throw new ServiceUnavailableError(
        `${wanted}, but '${this.program} version' answered '${text.slice(
          0,
          100,
        )}'`,
      );
    }
    const [major, minor] = [Number(match[1]), Number(match[2])];
    if (
      major < OLDEST_GIT[0] ||
      (major === OLDEST_GIT[0] && minor < OLDEST_GIT[1])
    ) {
      throw new ServiceUnavailableError(
        `${wanted}, but version ${major}.${minor} is installed; upgrade Git on the machine or image of the backend`,
      );
    }
    return `${major}.${minor}${match[3]}`;
  }

  /**
   * Runs a command and resolves to its stdout.
   *
   * @throws GitCommandError for any exit code but 0; the signal's reason when it aborts
   */
  async run(command: GitCommand): Promise<Buffer> {
    const result = await this.tryRun(command);
    if (result.exitCode !== 0 || result.stopped) {
      throw new GitCommandError(command.args[0], result);
    }
    return result.stdout;
  }

  /**
   * Runs a command whose failure the caller judges itself.
   *
   * @throws the signal's reason when it aborts, and the system's error when the program cannot be started
   */
  async tryRun(command: GitCommand): Promise<GitResult> {
    const stream = this.open(command);
    const limit = command.maxOutputBytes ?? 64 * 1024 * 1024;
    const chunks: Buffer[] = [];
    let size = 0;
    let overflow = false;
    stream.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) {
        chunks.push(chunk);
      } else if (!overflow) {
        overflow = true;
        stream.stop();
      }
    });
    stream.stdin.end(command.input ?? '');
    const result = await stream.done;
    return {
      ...result,
      stdout: Buffer.concat(chunks),
      ...(overflow ? { stopped: 'output_limit' as const } : {}),
    };
  }

  /** Starts a command and leaves its streams to the caller, who ends `stdin` or calls `stop`. */
  open(command: GitCommand): GitStream {
    command.signal.throwIfAborted();
    const args = command.gitDirectory
      ? [`--git-dir=${command.gitDirectory}`, ...command.args]
      : command.args;
    const { inherited, sshProgram } = this;
    const environment = gitEnvironment({ ...command, inherited, sshProgram });
    this.options.onStart?.({ file: this.program, args, environment });
    // A group of its own: git-remote-https, ssh and index-pack are children of git and must end with it.
    const child = spawn(this.program, args, {
      cwd: command.gitDirectory,
      env: environment,
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const stop = groupStopper(child.pid);
    let stopped: GitResult['stopped'];
    const timer = setTimeout(() => {
      stopped = 'timeout';
      stop.begin();
    }, command.timeoutMs ?? 60_000);
    const onAbort = () => stop.begin();
    command.signal.addEventListener('abort', onAbort, { once: true });
    const stderr = collectText(child.stderr, 64 * 1024);
    // A process that ends early closes its input under us; its exit code tells the story.
    child.stdin.on('error', () => {});

    const done = new Promise<GitResult>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', exitCode =>
        resolve({
          exitCode,
          stdout: Buffer.alloc(0),
          stderr: stderr(),
          ...(stopped ? { stopped } : {}),
        }),
      );
    })
      .finally(() => {
        clearTimeout(timer);
        stop.end();
        command.signal.removeEventListener('abort', onAbort);
      })
      .then(result => {
        command.signal.throwIfAborted();
        return result;
      });
    // Whoever opened the stream may only learn of a failure later, when it awaits `done`.
    done.catch(() => {});
    return {
      stdin: child.stdin,
      stdout: child.stdout,
      done,
      stop: () => stop.begin(),
    };
  }
}

function groupStopper(pid: number | undefined) {
  let timer: NodeJS.Timeout | undefined;
  const send = (signal: NodeJS.Signals) => {
    if (pid === undefined) {
      return;
    }
    try {
      process.kill(-pid, signal);
    } catch {
      // The group is gone already, which is what was asked for.
    }
  };
  return {
    begin() {
      send('SIGTERM');
      timer ??= setTimeout(() => send('SIGKILL'), KILL_AFTER_MS);
    },
    end() {
      clearTimeout(timer);
    },
  };
}

function collectText(stream: Readable, limit: number): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    if (size < limit) {
      chunks.push(chunk.subarray(0, limit - size));
      size += chunk.length;
    }
  });
  return () => Buffer.concat(chunks).toString('utf8');
}

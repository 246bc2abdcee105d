import { ServiceUnavailableError } from '@backstage/errors';
import {
  GitConnection,
  gitEnvironment,
  plainEnvironment,
} from './gitEnvironment';
import { ProcessResult, RunningProcess, startProcess } from './startProcess';

/** Oldest Git that knows every option used here. */
const OLDEST_GIT = [2, 38] as const;

export interface GitCommand {
  /** Sub-command and arguments; whatever comes from outside stands after `--end-of-options`. */
  args: string[];
  /** Bare repository the command works on; absent for commands that need none. */
  gitDirectory?: string;
  connection?: GitConnection;
  config?: Record<string, string>;
  variables?: Record<string, string>;
  input?: string | Buffer;
  /** Default: 60 s; `Infinity` for a process that is kept. */
  timeoutMs?: number;
  /** Most bytes taken from stdout. Default: 64 MiB. */
  maxOutputBytes?: number;
  signal: AbortSignal;
}

export interface GitResult extends ProcessResult {
  stdout: Buffer;
}

/** A program other than Git that works for it, e.g. one that signs. */
export interface HelperCommand {
  program: string;
  args: string[];
  variables?: Record<string, string>;
  input?: string | Buffer;
  signal: AbortSignal;
}

/** A command ended with an exit code other than 0. */
export class GitCommandError extends Error {
  constructor(readonly command: string, readonly result: GitResult) {
    super(`git ${command} failed with exit code ${result.exitCode}`);
    this.name = 'GitCommandError';
  }
}

/** A failure on the other side: says nothing of our own copy. */
export class GitRemoteError extends GitCommandError {}

type CollectOptions = Pick<GitCommand, 'input' | 'maxOutputBytes'>;

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
  /** The environment of the backend. */
  readonly inherited: Record<string, string | undefined>;

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
    return collect(this.open(command), command);
  }

  /**
   * Runs a program other than Git, which sees nothing of Git's settings.
   *
   * @throws GitCommandError for any exit code but 0; the signal's reason when it aborts
   */
  async runHelper(command: HelperCommand): Promise<Buffer> {
    const { program, args, variables, signal } = command;
    const stream = this.start({
      file: program,
      args,
      environment: { ...plainEnvironment(this.inherited), ...variables },
      signal,
    });
    const result = await collect(stream, command);
    if (result.exitCode !== 0 || result.stopped) {
      throw new GitCommandError(program, result);
    }
    return result.stdout;
  }

  /**
   * Starts what takes a push: `git receive-pack` on this machine, or ssh that starts it on the remote's.
   *
   * @remarks
   * It stands for the server, so it gets none of the settings that our own Git has: the repository's rules and hooks hold.
   */
  openReceivePack(options: {
    command: { program: 'git' | 'ssh'; args: string[] };
    timeoutMs: number;
    signal: AbortSignal;
  }): RunningProcess {
    const { command, timeoutMs, signal } = options;
    return this.start({
      file: command.program === 'git' ? this.program : this.sshProgram,
      args: command.args,
      environment: plainEnvironment(this.inherited),
      timeoutMs,
      signal,
    });
  }

  /** Starts a command and leaves its streams to the caller, who ends `stdin` or calls `stop`. */
  open(command: GitCommand): RunningProcess {
    const { inherited, sshProgram } = this;
    return this.start({
      file: this.program,
      args: command.gitDirectory
        ? [`--git-dir=${command.gitDirectory}`, ...command.args]
        : command.args,
      environment: gitEnvironment({ ...command, inherited, sshProgram }),
      directory: command.gitDirectory,
      timeoutMs: command.timeoutMs,
      signal: command.signal,
    });
  }

  private start(options: Parameters<typeof startProcess>[0]): RunningProcess {
    options.signal.throwIfAborted();
    const { file, args, environment } = options;
    this.options.onStart?.({ file, args, environment });
    return startProcess(options);
  }
}

async function collect(
  stream: RunningProcess,
  { input, maxOutputBytes: limit = 64 * 1024 * 1024 }: CollectOptions,
): Promise<GitResult> {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size <= limit) {
      chunks.push(chunk);
    } else {
      stream.stop('output_limit');
    }
  });
  stream.stdin.end(input ?? '');
  const result = await stream.done;
  return { ...result, stdout: Buffer.concat(chunks) };
}

import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { descendantsOf, signalIfThere } from './processTree';

const SHUTDOWN_GRACE_MS = 30_000;

/** What a signal goes to: the program alone, or also all that it started. */
export type SignalScope = 'process' | 'tree';

/** A program of ours in a process with a group of its own, which ends at the latest with this process. */
export class NodeProcess {
  readonly #child: ChildProcess;
  readonly #gone: Promise<unknown>;

  /** @param options.program - path of a TypeScript file */
  static start(options: {
    program: string;
    args: string[];
    /** What it says is appended here. */
    logFile: string;
    /** Hears each line of its standard output, which the log file gets otherwise. */
    onLine?: (line: string) => void;
  }): NodeProcess {
    const log = openSync(options.logFile, 'a');
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        options.program,
        ...options.args,
      ],
      {
        cwd: join(__dirname, '../../..'),
        // Not the environment of a test runner, which changes how Node and Backstage behave.
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          TMPDIR: process.env.TMPDIR,
          NODE_ENV: 'development',
          LOG_LEVEL: 'info',
        },
        detached: true,
        stdio: ['pipe', options.onLine ? 'pipe' : log, log],
      },
    );
    closeSync(log);
    if (child.stdout && options.onLine) {
      createInterface({ input: child.stdout }).on('line', options.onLine);
    }
    return new NodeProcess(child);
  }

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#gone = once(child, 'exit');
    // A process that is killed closes its input under us.
    child.stdin?.on('error', () => {});
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** How it ended; undefined while it lives. */
  get end(): string | undefined {
    return this.hasEnded
      ? `${this.#child.signalCode ?? `code ${this.#child.exitCode}`}`
      : undefined;
  }

  say(line: string): void {
    this.#child.stdin?.write(`${line}\n`);
  }

  /** Resolves when it has ended, by itself or not. */
  async gone(): Promise<void> {
    await this.#gone;
  }

  async kill(scope: SignalScope): Promise<void> {
    await this.pause(scope);
    await this.#signal('SIGKILL', scope);
    if (this.pid !== undefined) {
      await this.#gone;
    }
  }

  /** Nothing of it runs until `resume`; other processes see no difference to one that hangs. */
  async pause(scope: SignalScope): Promise<void> {
    // The program first: it must not start anything while we count what it has started.
    await this.#signal('SIGSTOP', 'process');
    await this.#signal('SIGSTOP', scope);
  }

  async resume(): Promise<void> {
    await this.#signal('SIGCONT', 'tree');
  }

  /** Asks it to end. */
  terminate(): void {
    if (this.pid !== undefined && !this.hasEnded) {
      signalIfThere(this.pid, 'SIGTERM');
    }
  }

  /** Asks it to end, and ends it by force when it does not. */
  async stop(): Promise<void> {
    if (this.pid === undefined || this.hasEnded) {
      return;
    }
    this.terminate();
    const timer = setTimeout(() => {
      this.kill('tree').catch(() => {});
    }, SHUTDOWN_GRACE_MS);
    await this.#gone;
    clearTimeout(timer);
  }

  async #signal(signal: NodeJS.Signals, scope: SignalScope): Promise<void> {
    const { pid } = this;
    if (pid === undefined || this.hasEnded) {
      return;
    }
    const descendants = scope === 'tree' ? await descendantsOf(pid) : [];
    signalIfThere(-pid, signal);
    descendants.forEach(child => signalIfThere(child, signal));
  }
}

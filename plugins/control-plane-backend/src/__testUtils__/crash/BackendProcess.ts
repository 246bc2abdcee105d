import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { descendantsOf, signalIfThere } from './processTree';

const SHUTDOWN_GRACE_MS = 30_000;

/** One life of the backend: a process with a group of its own, which ends at the latest with this process. */
export class BackendProcess {
  readonly #child: ChildProcess;
  readonly #url: string;
  readonly #gone: Promise<unknown>;

  static start(options: {
    configFile: string;
    /** What it says is appended here. */
    logFile: string;
    url: string;
  }): BackendProcess {
    const log = openSync(options.logFile, 'a');
    const child = spawn(
      process.execPath,
      [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        join(__dirname, 'crashTestBackend.ts'),
        '--config',
        options.configFile,
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
        stdio: ['pipe', log, log],
      },
    );
    closeSync(log);
    return new BackendProcess(child, options.url);
  }

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.#url = url;
    this.#gone = once(child, 'exit');
    // A process that is killed closes its input under us.
    child.stdin?.on('error', () => {});
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /**
   * Waits until it serves.
   *
   * @throws Error when it ends by itself before that
   */
  async answers(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      if (this.hasEnded) {
        throw new Error(
          `Expected the backend to start, but it ended with ${
            this.#child.signalCode ?? this.#child.exitCode
          }`,
        );
      }
      const response = await fetch(
        `${this.#url}/.backstage/health/v1/readiness`,
        { signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) },
      ).catch(() => undefined);
      await response?.body?.cancel();
      if (response?.ok) {
        return;
      }
      await wait(50, undefined, { signal });
    }
  }

  /** SIGKILL to the group of the process, and with `tree` also to what it started in groups of their own. */
  async kill(scope: 'process' | 'tree'): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined || this.hasEnded) {
      return;
    }
    if (scope === 'tree') {
      // Stopped first: it must not start anything while we count what it has started.
      signalIfThere(-pid, 'SIGSTOP');
      const descendants = await descendantsOf(pid);
      signalIfThere(-pid, 'SIGKILL');
      descendants.forEach(child => signalIfThere(child, 'SIGKILL'));
    } else {
      signalIfThere(-pid, 'SIGKILL');
    }
    await this.#gone;
  }

  /** Asks it to end, and ends it by force when it does not. */
  async stop(): Promise<void> {
    if (this.#child.pid === undefined || this.hasEnded) {
      return;
    }
    signalIfThere(this.#child.pid, 'SIGTERM');
    const timer = setTimeout(() => {
      this.kill('tree').catch(() => {});
    }, SHUTDOWN_GRACE_MS);
    await this.#gone;
    clearTimeout(timer);
  }
}

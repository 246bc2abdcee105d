import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { NodeProcess, SignalScope } from './NodeProcess';

/** One life of the backend: a process with a group of its own, which ends at the latest with this process. */
export class BackendProcess {
  static start(options: {
    configFile: string;
    /** What it says is appended here. */
    logFile: string;
    url: string;
    /** The program of another version. */
    program?: string;
  }): BackendProcess {
    return new BackendProcess(
      NodeProcess.start({
        program: options.program ?? join(__dirname, 'crashTestBackend.ts'),
        args: ['--config', options.configFile],
        logFile: options.logFile,
      }),
      options.url,
    );
  }

  private constructor(readonly process: NodeProcess, readonly url: string) {}

  get hasEnded(): boolean {
    return this.process.hasEnded;
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
          `Expected the backend to start, but it ended with ${this.process.end}`,
        );
      }
      const response = await fetch(
        `${this.url}/.backstage/health/v1/readiness`,
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
  async kill(scope: SignalScope): Promise<void> {
    await this.process.kill(scope);
  }

  /** Asks it to end, and ends it by force when it does not. */
  async stop(): Promise<void> {
    await this.process.stop();
  }
}

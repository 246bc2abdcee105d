import { join } from 'node:path';
import { NodeProcess, SignalScope } from '../crash/NodeProcess';
import { ReplicaInput } from './replicaProgram';

/** A replica that works and serves nothing: it starts in a second where a whole backend takes many. */
export class ReplicaProcess {
  readonly process: NodeProcess;
  readonly #loaded: Promise<void>;
  readonly #works: Promise<void>;

  /** It loads, and begins with `begin`. */
  static load(options: {
    input: ReplicaInput;
    logFile: string;
  }): ReplicaProcess {
    return new ReplicaProcess(options);
  }

  private constructor(options: { input: ReplicaInput; logFile: string }) {
    const heard = new Map<string, () => void>();
    const hear = (line: string) =>
      new Promise<void>(resolve => heard.set(line, resolve));
    this.#loaded = hear('ready');
    this.#works = hear('works');
    this.process = NodeProcess.start({
      program: join(__dirname, 'replicaProgram.ts'),
      args: [JSON.stringify(options.input)],
      logFile: options.logFile,
      onLine: line => heard.get(line)?.(),
    });
  }

  /** Resolves when it looks for jobs. */
  async begin(signal: AbortSignal): Promise<void> {
    await this.#until(this.#loaded, signal);
    this.process.say('go');
    await this.#until(this.#works, signal);
  }

  async kill(scope: SignalScope): Promise<void> {
    await this.process.kill(scope);
  }

  async #until(moment: Promise<void>, signal: AbortSignal): Promise<void> {
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), {
        once: true,
      });
    });
    aborted.catch(() => {});
    await Promise.race([
      moment,
      aborted,
      this.process.gone().then(() => {
        throw new Error(
          `Expected the replica to start, but it ended with ${this.process.end}`,
        );
      }),
    ]);
    signal.throwIfAborted();
  }
}

import { join } from 'node:path';
import { NodeProcess } from '../crash/NodeProcess';

/**
 * How long the machine itself keeps a process from going on: one that does nothing but write a little and make it durable, over and over.
 *
 * A loop that stands still beside it waits for the processor or the disk, not for what its program does.
 */
export class MachineStalls {
  readonly #process: NodeProcess;
  readonly #logFile: string;
  #heard: (line: string) => void = () => {};

  /** @param folder - on the disk that is asked about */
  static async watch(folder: string): Promise<MachineStalls> {
    const stalls = new MachineStalls(folder);
    await stalls.longest();
    return stalls;
  }

  private constructor(folder: string) {
    this.#logFile = join(folder, 'stalls.log');
    this.#process = NodeProcess.start({
      program: join(__dirname, 'stallProgram.ts'),
      args: [join(folder, 'stalls')],
      logFile: this.#logFile,
      onLine: line => this.#heard(line),
    });
  }

  /** Milliseconds of the longest stall since this was asked the last time. */
  async longest(): Promise<number> {
    const answer = new Promise<string>(resolve => {
      this.#heard = resolve;
    });
    this.#process.say('longest');
    const line = await Promise.race([answer, this.#process.gone()]);
    if (line === undefined) {
      throw new Error(
        `The watcher of stalls ended with ${this.#process.end}, see ${
          this.#logFile
        }`,
      );
    }
    return Number(line);
  }

  async stop(): Promise<void> {
    await this.#process.kill('tree');
  }
}

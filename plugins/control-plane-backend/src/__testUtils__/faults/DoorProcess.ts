import { join } from 'node:path';
import { NodeProcess } from '../crash/NodeProcess';
import { CreateCall } from '../crash/RequestSender';
import { DoorInput } from './doorProgram';

/** The write path in a process of its own, to be killed between the commit and the reply. */
export class DoorProcess {
  readonly process: NodeProcess;
  /** What it said of each key. */
  readonly #heard = new Map<string, (said: string) => void>();

  static start(options: { input: DoorInput; logFile: string }): DoorProcess {
    return new DoorProcess(options);
  }

  readonly ready: Promise<string>;

  private constructor(options: { input: DoorInput; logFile: string }) {
    this.ready = this.#hear('ready');
    this.process = NodeProcess.start({
      program: join(__dirname, 'doorProgram.ts'),
      args: [JSON.stringify(options.input)],
      logFile: options.logFile,
      onLine: line => {
        const [word, key] = line.split(' ');
        this.#heard.get(word === 'ready' ? word : key)?.(line);
      },
    });
  }

  /** Resolves to what is said of the key, and never when the process ends before. */
  async ask(call: CreateCall): Promise<string> {
    const said = this.#hear(call.key);
    this.process.say(JSON.stringify(call));
    return said;
  }

  #hear(word: string): Promise<string> {
    return new Promise(resolve => this.#heard.set(word, resolve));
  }
}

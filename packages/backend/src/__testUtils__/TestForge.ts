import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const program = resolve(
  __dirname,
  '../../../../scripts/forge/forgeProcess.mjs',
);

/** The demo's forge, in a process of its own. */
export class TestForge {
  readonly organization = 'example';
  readonly username = 'scaffolder';
  readonly password = 'only-for-tests';

  static async start(dir: string): Promise<TestForge> {
    const forge = new TestForge(dir);
    const { stdout } = forge.#process;
    if (!stdout) {
      throw new Error('Expected the forge to have an output');
    }
    [forge.#url] = await Promise.race([
      once(createInterface(stdout), 'line'),
      once(forge.#process, 'exit').then(([code]) => {
        throw new Error(`The forge ended with ${code} before it listened`);
      }),
    ]);
    return forge;
  }

  #url = '';
  readonly #process: ChildProcess;

  private constructor(dir: string) {
    this.#process = spawn(process.execPath, [program, dir], {
      env: {
        PATH: process.env.PATH,
        FORGE_ORGANIZATION: this.organization,
        FORGE_USERNAME: this.username,
        FORGE_PASSWORD: this.password,
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
  }

  get url(): string {
    return this.#url;
  }

  get host(): string {
    return new URL(this.#url).host;
  }

  async stop(): Promise<void> {
    const gone = once(this.#process, 'exit');
    this.#process.stdin?.end();
    await gone;
  }
}

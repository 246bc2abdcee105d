import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { findFreePort } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/findFreePort';
import { NodeProcess } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/NodeProcess';
import { servedConfig } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/servedConfig';
import { CALL_HEADER } from './serviceTimes';
import { waitUntilServes } from './waitUntilServes';

const TOKEN = 'benchmark-benchmark-benchmark';

interface Call {
  method?: string;
  body?: object;
  /** Of idempotency. */
  key?: string;
}

/** A backend in a process of its own, with the control plane and with a plugin that it is measured by. */
export class BenchmarkBackend {
  static async start(options: {
    /** Of this backend alone; what it says is in `backend.log`. */
    directory: string;
    /** `backend.database` of the configuration. */
    database: JsonObject;
    repositoryUrl: string;
    signal: AbortSignal;
  }): Promise<BenchmarkBackend> {
    const { directory, signal } = options;
    const cacheDirectory = join(directory, 'cache');
    await mkdir(cacheDirectory, { recursive: true });
    const url = `http://127.0.0.1:${await findFreePort()}`;
    const config = servedConfig({
      ...options,
      url,
      token: TOKEN,
      cacheDirectory,
    });
    const configFile = join(directory, 'app-config.json');
    await writeFile(configFile, JSON.stringify(config));
    const process = NodeProcess.start({
      program: require.resolve('./backendProgram'),
      args: ['--config', configFile],
      logFile: join(directory, 'backend.log'),
    });
    await waitUntilServes({ process, url, signal });
    return new BenchmarkBackend(process, url);
  }

  #calls = 0;

  private constructor(
    private readonly process: NodeProcess,
    private readonly url: string,
  ) {}

  /**
   * @returns what the service took, in milliseconds: see {@link timeCalls}
   * @throws Error for any other status than the one that is expected
   */
  async time(path: string, expected: number, call: Call = {}): Promise<number> {
    this.#calls += 1;
    const id = String(this.#calls);
    await this.ask(path, expected, { ...call, id });
    const { ms } = await this.ask<{ ms?: number }>(
      `/measures/times/${id}`,
      200,
    );
    if (ms === undefined) {
      throw new Error(`Expected the backend to have timed ${path}, it has not`);
    }
    return ms;
  }

  /** @throws Error for any other status than the one that is expected */
  async ask<T>(
    path: string,
    expected: number,
    call: Call & { id?: string } = {},
  ): Promise<T> {
    const response = await fetch(`${this.url}/api${path}`, {
      method: call.method ?? 'GET',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        // The framework packs long answers and leaves short ones alone: that is not the plugin's time.
        'accept-encoding': 'identity',
        ...(call.body ? { 'content-type': 'application/json' } : {}),
        ...(call.key ? { 'idempotency-key': call.key } : {}),
        ...(call.id ? { [CALL_HEADER]: call.id } : {}),
      },
      body: call.body && JSON.stringify(call.body),
    });
    const text = await response.text();
    if (response.status !== expected) {
      throw new Error(
        `Expected ${expected} of ${path}, got ${response.status}: ${text}`,
      );
    }
    return JSON.parse(text);
  }

  async stop(): Promise<void> {
    await this.process.stop();
  }
}

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { findFreePort } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/findFreePort';
import {
  CALLER,
  campaignConfig,
} from '../../../plugins/control-plane-backend/src/__testUtils__/crash/campaignConfig';
import { NodeProcess } from '../../../plugins/control-plane-backend/src/__testUtils__/crash/NodeProcess';
import { waitUntilServes } from './waitUntilServes';

const TOKEN = 'benchmark-benchmark-benchmark';

/** A backend in a process of its own, with the control plane and with a plugin that does nothing but answer. */
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
    const { backend, controlPlane } = campaignConfig({
      ...options,
      cacheDirectory,
    });
    const config = {
      backend: {
        ...backend,
        baseUrl: url,
        listen: new URL(url).host,
        auth: {
          externalAccess: [
            { type: 'static', options: { token: TOKEN, subject: CALLER } },
          ],
        },
      },
      permission: { enabled: false },
      controlPlane,
    };
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

  private constructor(
    private readonly process: NodeProcess,
    private readonly url: string,
  ) {}

  /**
   * @returns milliseconds until the answer was read
   * @throws Error for any other status than the one that is expected
   */
  async time(
    path: string,
    expected: number,
    call: { method?: string; body?: object; key?: string } = {},
  ): Promise<number> {
    const startedAt = performance.now();
    const response = await fetch(`${this.url}/api${path}`, {
      method: call.method ?? 'GET',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        // The framework packs long answers and leaves short ones alone: that is not the plugin's time.
        'accept-encoding': 'identity',
        ...(call.body ? { 'content-type': 'application/json' } : {}),
        ...(call.key ? { 'idempotency-key': call.key } : {}),
      },
      body: call.body && JSON.stringify(call.body),
    });
    const text = await response.text();
    const ms = performance.now() - startedAt;
    if (response.status !== expected) {
      throw new Error(
        `Expected ${expected} of ${path}, got ${response.status}: ${text}`,
      );
    }
    return ms;
  }

  async stop(): Promise<void> {
    await this.process.stop();
  }
}

import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { GitTestOrigin } from '../GitTestOrigin';
import { SmartHttpGitServer } from '../SmartHttpGitServer';
import { BackendProcess } from '../crash/BackendProcess';
import {
  CampaignDatabase,
  CampaignDatabaseChoice,
} from '../crash/CampaignDatabase';
import { findFreePort } from '../crash/findFreePort';
import { planCalls } from '../crash/planCalls';
import { CreateCall } from '../crash/RequestSender';
import { SeededRandom } from '../crash/SeededRandom';
import { servedConfig } from '../crash/servedConfig';
import { CheckOptions } from './invariants/Checked';
import { judge } from './judge';
import { LoadBalancer } from './LoadBalancer';
import { TcpProxy } from './TcpProxy';
import { untilReady } from './untilReady';

const START_MS = 120_000;

export interface ServedWorldOptions {
  database: CampaignDatabaseChoice;
  replicas: number;
  /** Whether the replicas reach PostgreSQL by a network that can fail. */
  withProxy?: boolean;
  /** Members of `controlPlane.queue` that differ. */
  queue?: JsonObject;
}

/** Whole backends that share a database and a repository, with what stands before them and between them. */
export class ServedWorld {
  /** Everything that was asked for and answered. */
  readonly calls: CreateCall[] = [];
  readonly #lives = new Map<number, BackendProcess>();
  #planned = 0;

  static async create(options: ServedWorldOptions): Promise<ServedWorld> {
    const origin = await GitTestOrigin.create();
    const server = await SmartHttpGitServer.start(origin);
    const proxy = options.withProxy
      ? await proxyTo(options.database)
      : undefined;
    const database = await CampaignDatabase.create(
      proxy ? through(proxy, options.database) : options.database,
      origin.folder,
    );
    const ports = await Promise.all(
      Array.from({ length: options.replicas }, findFreePort),
    );
    const world = new ServedWorld({
      origin,
      server,
      database,
      proxy,
      urls: ports.map(port => `http://127.0.0.1:${port}`),
      token: randomBytes(24).toString('hex'),
    });
    await world.#configure(options);
    return world;
  }

  readonly origin: GitTestOrigin;
  readonly server: SmartHttpGitServer;
  readonly database: CampaignDatabase;
  readonly proxy: TcpProxy | undefined;
  readonly balancer: LoadBalancer;
  readonly #urls: string[];
  readonly #token: string;

  private constructor(parts: {
    origin: GitTestOrigin;
    server: SmartHttpGitServer;
    database: CampaignDatabase;
    proxy: TcpProxy | undefined;
    urls: string[];
    token: string;
  }) {
    this.origin = parts.origin;
    this.server = parts.server;
    this.database = parts.database;
    this.proxy = parts.proxy;
    this.balancer = new LoadBalancer(parts.urls, parts.token);
    this.#urls = parts.urls;
    this.#token = parts.token;
  }

  /** The process of a replica that was started. */
  life(replica: number): BackendProcess {
    const life = this.#lives.get(replica);
    if (!life) {
      throw new Error(`Replica ${replica} was never started`);
    }
    return life;
  }

  /**
   * Resolves when it serves.
   *
   * @param program - of another version
   */
  async start(
    replica: number,
    signal: AbortSignal,
    program?: string,
  ): Promise<BackendProcess> {
    const life = BackendProcess.start({
      program,
      configFile: this.#configFile(replica),
      logFile: this.#log,
      url: this.#urls[replica],
    });
    this.#lives.set(replica, life);
    await life.answers(
      AbortSignal.any([signal, AbortSignal.timeout(START_MS)]),
    );
    return life;
  }

  /** The first one alone: Backstage's own scheduler cannot make its tables twice at the same time. */
  async startAll(signal: AbortSignal): Promise<void> {
    await this.start(0, signal);
    await Promise.all(
      this.#urls.slice(1).map((_, index) => this.start(index + 1, signal)),
    );
  }

  /** Calls of a random kind under keys that no other call has. */
  plan(count: number, random: SeededRandom): CreateCall[] {
    return planCalls(count, random).map(call => {
      this.#planned += 1;
      return { ...call, key: `campaign-${this.#planned}` };
    });
  }

  /**
   * Waits until every request that was asked for is ready, and no job is left to do.
   *
   * @returns whether that came true in time
   */
  async rests(options: {
    withinMs: number;
    signal: AbortSignal;
  }): Promise<boolean> {
    return untilReady(this.database, this.calls.length, options);
  }

  /** What is wrong after everything has come to rest. */
  async judge(options: CheckOptions = {}): Promise<string[]> {
    await this.server.settled();
    return judge(this, { keys: this.calls.map(({ key }) => key), ...options });
  }

  /** The end of what the backends said. */
  async lastWords(): Promise<string> {
    return (await readFile(this.#log, 'utf8').catch(() => '')).slice(-8000);
  }

  async remove(): Promise<void> {
    await Promise.all([...this.#lives.values()].map(life => life.kill('tree')));
    await this.server.stop();
    await this.proxy?.stop();
    await this.database.remove();
    await this.origin.remove();
  }

  get #log(): string {
    return join(this.origin.folder, 'backends.log');
  }

  #configFile(replica: number): string {
    return join(this.origin.folder, `app-config.${replica}.json`);
  }

  async #configure({ queue }: ServedWorldOptions): Promise<void> {
    const cacheDirectory = join(this.origin.folder, 'git-cache');
    await mkdir(cacheDirectory);
    for (const [index, url] of this.#urls.entries()) {
      const config = servedConfig({
        url,
        token: this.#token,
        repositoryUrl: this.server.url,
        cacheDirectory,
        database: this.database.config,
        queue,
      });
      await writeFile(this.#configFile(index), JSON.stringify(config));
    }
  }
}

async function proxyTo(choice: CampaignDatabaseChoice): Promise<TcpProxy> {
  if (choice.client !== 'pg') {
    throw new Error('Expected PostgreSQL: nothing lies between SQLite and us');
  }
  const { hostname, port } = new URL(choice.url);
  return TcpProxy.start({ host: hostname, port: Number(port) });
}

function through(
  proxy: TcpProxy,
  choice: CampaignDatabaseChoice,
): CampaignDatabaseChoice {
  if (choice.client !== 'pg') {
    return choice;
  }
  const via = new URL(choice.url);
  via.port = String(proxy.port);
  return { ...choice, via: via.href };
}

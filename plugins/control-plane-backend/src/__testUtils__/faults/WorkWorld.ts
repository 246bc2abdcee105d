import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import { GitTestOrigin } from '../GitTestOrigin';
import {
  GitRequestKind,
  HttpFault,
  SmartHttpGitServer,
} from '../SmartHttpGitServer';
import {
  CampaignDatabase,
  CampaignDatabaseChoice,
} from '../crash/CampaignDatabase';
import { campaignConfig } from '../crash/campaignConfig';
import { KillMoments } from '../crash/KillMoments';
import { planCalls } from '../crash/planCalls';
import { CreateCall } from '../crash/RequestSender';
import { SeededRandom } from '../crash/SeededRandom';
import { DoorProcess } from './DoorProcess';
import { FrontDoor } from './FrontDoor';
import { CheckOptions } from './invariants/Checked';
import { judge } from './judge';
import { ReplicaProcess } from './ReplicaProcess';
import { untilReady } from './untilReady';

/** Shorter than operators may choose, so that a campaign of hundreds of runs waits less. */
export const SHORT_LEASE_SECONDS = 2;

export interface WorkWorldOptions {
  database: CampaignDatabaseChoice;
  leaseSeconds?: number;
  /** Members of `controlPlane.queue` that differ. */
  queue?: JsonObject;
  classes?: JsonObject[];
}

/** A repository behind HTTP, a database, the write path in this process, and replicas in processes of their own. */
export class WorkWorld {
  readonly moments = new KillMoments();
  /** May order a fault of the Git server or keep a request waiting; the moments are noted before. */
  onGit: (kind: GitRequestKind) => Promise<HttpFault> = async () => undefined;
  /** Everything that was asked for. */
  readonly calls: CreateCall[] = [];
  readonly #replicas = new Set<ReplicaProcess>();
  readonly #doors = new Set<DoorProcess>();
  readonly #underWay = new Set<Promise<unknown>>();

  static async create(options: WorkWorldOptions): Promise<WorkWorld> {
    const origin = await GitTestOrigin.create();
    const server = await SmartHttpGitServer.start(origin);
    const database = await CampaignDatabase.create(
      options.database,
      origin.folder,
    );
    const cacheDirectory = join(origin.folder, 'git-cache');
    await mkdir(cacheDirectory);
    const config = campaignConfig({
      repositoryUrl: server.url,
      cacheDirectory,
      database: database.config,
      queue: options.queue,
      classes: options.classes,
    });
    const door = await FrontDoor.open(config);
    return new WorkWorld({ origin, server, database, config, door, options });
  }

  readonly origin: GitTestOrigin;
  readonly server: SmartHttpGitServer;
  readonly database: CampaignDatabase;
  readonly door: FrontDoor;
  readonly #config: JsonObject;
  readonly #leaseSeconds: number;

  private constructor(parts: {
    origin: GitTestOrigin;
    server: SmartHttpGitServer;
    database: CampaignDatabase;
    config: JsonObject;
    door: FrontDoor;
    options: WorkWorldOptions;
  }) {
    this.origin = parts.origin;
    this.server = parts.server;
    this.database = parts.database;
    this.#config = parts.config;
    this.door = parts.door;
    this.#leaseSeconds = parts.options.leaseSeconds ?? SHORT_LEASE_SECONDS;
    this.server.onRequest = kind => {
      this.moments.note(kind);
      const fault = this.onGit(kind);
      this.#underWay.add(fault);
      return fault.finally(() => this.#underWay.delete(fault));
    };
  }

  /** A replica that is loaded and does nothing yet. */
  load(): ReplicaProcess {
    const replica = ReplicaProcess.load({
      input: { config: this.#config, leaseSeconds: this.#leaseSeconds },
      logFile: this.#log,
    });
    this.#replicas.add(replica);
    return replica;
  }

  async start(signal: AbortSignal): Promise<ReplicaProcess> {
    const replica = this.load();
    await replica.begin(signal);
    return replica;
  }

  /** The write path in another process, beside the one of this. */
  startDoor(): DoorProcess {
    const door = DoorProcess.start({
      input: { config: this.#config },
      logFile: this.#log,
    });
    this.#doors.add(door);
    return door;
  }

  /** @returns the ids of the requests */
  async ask(calls: readonly CreateCall[]): Promise<string[]> {
    this.calls.push(...calls);
    return Promise.all(calls.map(call => this.door.create(call)));
  }

  /** Calls of a random kind under keys that no other call has. */
  plan(count: number, random: SeededRandom): CreateCall[] {
    return planCalls(count, random).map((call, index) => ({
      ...call,
      key: `campaign-${this.calls.length + index + 1}`,
    }));
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
    await this.settled();
    return judge(this, { keys: this.calls.map(({ key }) => key), ...options });
  }

  /** Resolves when Git does nothing any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#underWay);
    await this.server.settled();
  }

  /** The end of what the replicas said. */
  async lastWords(): Promise<string> {
    return (await readFile(this.#log, 'utf8').catch(() => '')).slice(-6000);
  }

  async remove(): Promise<void> {
    await Promise.all(
      [...this.#replicas, ...this.#doors].map(({ process }) =>
        process.kill('tree'),
      ),
    );
    await this.settled();
    await this.server.stop();
    await this.door.close();
    await this.database.remove();
    await this.origin.remove();
  }

  get #log(): string {
    return join(this.origin.folder, 'replicas.log');
  }
}

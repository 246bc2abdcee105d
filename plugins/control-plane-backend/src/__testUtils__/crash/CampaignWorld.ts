import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { GitTestOrigin } from '../GitTestOrigin';
import { SmartHttpGitServer } from '../SmartHttpGitServer';
import { BackendProcess } from './BackendProcess';
import { CampaignDatabase, CampaignDatabaseChoice } from './CampaignDatabase';
import { findFreePort } from './findFreePort';
import { KillMoments } from './KillMoments';
import { RequestSender } from './RequestSender';
import { servedConfig } from './servedConfig';

/** What outlives the backend: its repository, database and configuration, and its client. */
export class CampaignWorld {
  readonly moments = new KillMoments();
  /** Milliseconds for which the push that is the moment of a kill is kept waiting before Git sees it. */
  holdPushMs = 0;
  readonly #held = new Set<Promise<unknown>>();
  readonly #running = new Set<BackendProcess>();

  /** Makes a world, gives it to `run`, and ends and removes all of it afterwards. */
  static async use<T>(
    choice: CampaignDatabaseChoice,
    run: (world: CampaignWorld) => Promise<T>,
  ): Promise<T> {
    const origin = await GitTestOrigin.create();
    const server = await SmartHttpGitServer.start(origin);
    const database = await CampaignDatabase.create(choice, origin.folder);
    const url = `http://127.0.0.1:${await findFreePort()}`;
    const token = randomBytes(24).toString('hex');
    const sender = new RequestSender({ url, token });
    const world = new CampaignWorld(origin, server, database, url, sender);
    try {
      await world.#configure(token);
      return await run(world);
    } finally {
      await Promise.all([...world.#running].map(life => life.kill('tree')));
      await world.settled();
      await server.stop();
      await database.remove();
      await origin.remove();
    }
  }

  private constructor(
    readonly origin: GitTestOrigin,
    private readonly server: SmartHttpGitServer,
    readonly database: CampaignDatabase,
    private readonly url: string,
    readonly sender: RequestSender,
  ) {
    sender.onSent = () => this.moments.note('create sent');
    sender.onAnswered = () => this.moments.note('create answered');
    server.onRequest = async kind => {
      if (this.moments.note(kind) && kind === 'push') {
        await this.#hold(this.holdPushMs);
      }
      return undefined;
    };
  }

  startBackend(): BackendProcess {
    const { url } = this;
    const [configFile, logFile] = [this.#file('app-config.json'), this.#log];
    const life = BackendProcess.start({ configFile, logFile, url });
    this.#running.add(life);
    return life;
  }

  /** Resolves when no push is under way any more, held or not. */
  async settled(): Promise<void> {
    await Promise.all(this.#held);
    await this.server.settled();
  }

  /** The end of what the backends said. */
  async lastWords(): Promise<string> {
    return (await readFile(this.#log, 'utf8').catch(() => '')).slice(-6000);
  }

  get #log(): string {
    return this.#file('backend.log');
  }

  #file(name: string): string {
    return join(this.origin.folder, name);
  }

  async #hold(milliseconds: number): Promise<void> {
    const held = wait(milliseconds).finally(() => this.#held.delete(held));
    this.#held.add(held);
    await held;
  }

  async #configure(token: string): Promise<void> {
    await mkdir(this.#file('git-cache'));
    const config = servedConfig({
      url: this.url,
      token,
      repositoryUrl: this.server.url,
      cacheDirectory: this.#file('git-cache'),
      database: this.database.config,
    });
    await writeFile(this.#file('app-config.json'), JSON.stringify(config));
  }
}

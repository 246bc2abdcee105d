import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import {
  notificationService,
  NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonObject } from '@backstage/types';
import {
  EnvironmentRequest,
  RequestPhase,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Knex } from 'knex';
import plugin from '..';
import { toDatabaseTime } from '../sql/databaseTime';
import { GitTestOrigin } from './GitTestOrigin';
import { SmartHttpGitServer } from './SmartHttpGitServer';
import { TestCaller } from './TestCaller';
import {
  catalogEntities,
  CI_SUBJECT,
  ownershipOf,
  people,
  testConfig,
} from './testWorld';

/** How long any state may take to come; far longer than it takes, so that only what never comes fails. */
const DEADLINE_MS = 30_000;
const POLL_MS = 25;

const LONG_AGO = new Date('2020-01-01T00:00:00Z');

type Person = keyof typeof people;

/**
 * The plugin in a real backend, on a real database, with a real Git repository: everything else of the world is played.
 *
 * @remarks
 * Tests speak to it over HTTP as the people of the test world do, and wait on what the API shows.
 */
export class TestHarness {
  readonly git: GitTestOrigin;
  /** The plugin's database, for what no caller can do: to let time pass, and to count rows. */
  readonly database: Knex;
  /** Says what Backstage's own auditor was told. */
  readonly auditor = mockServices.auditor.mock({
    createEvent: jest.fn(async () => ({
      success: jest.fn(async () => {}),
      fail: jest.fn(async () => {}),
    })),
  });
  /** What people were notified of, oldest first. */
  readonly notified: NotificationSendOptions[] = [];
  readonly #scheduler = mockServices.scheduler();
  readonly #catalog = catalogServiceMock({ entities: catalogEntities });
  #gitServer?: SmartHttpGitServer;
  #baseUrl = '';
  #stop: () => Promise<void> = async () => {};

  static async start(
    database: Knex,
    options: { config?: JsonObject; remote?: 'file' | 'http' } = {},
  ): Promise<TestHarness> {
    const harness = new TestHarness(database, await GitTestOrigin.create());
    try {
      await harness.#start(options);
    } catch (error) {
      await harness.#removeRemote();
      throw error;
    }
    return harness;
  }

  private constructor(database: Knex, git: GitTestOrigin) {
    this.database = database;
    this.git = git;
  }

  as(person: Person): TestCaller {
    return this.#caller(mockCredentials.user.header(people[person]));
  }

  get viewer(): TestCaller {
    return this.as('viewer');
  }

  get requester(): TestCaller {
    return this.as('requester');
  }

  get approver(): TestCaller {
    return this.as('approver');
  }

  get admin(): TestCaller {
    return this.as('admin');
  }

  /** A machine that may ask for team platform. */
  get ci(): TestCaller {
    return this.#service(CI_SUBJECT);
  }

  /** A machine that no role names. */
  get otherService(): TestCaller {
    return this.#service('external:other');
  }

  get nobody(): TestCaller {
    return this.#caller(mockCredentials.none.header());
  }

  /** Waits until what is read is as wanted, and fails with the last thing read when that never comes. */
  async until<T>(
    what: string,
    read: () => Promise<T>,
    isWanted: (value: T) => boolean,
  ): Promise<T> {
    const deadline = performance.now() + DEADLINE_MS;
    for (;;) {
      const value = await read();
      if (isWanted(value)) {
        return value;
      }
      if (performance.now() > deadline) {
        throw new Error(
          `Waited ${DEADLINE_MS} ms for ${what}; last seen: ${JSON.stringify(
            value,
            undefined,
            2,
          )}`,
        );
      }
      await pause(POLL_MS);
    }
  }

  async untilPhase(
    id: string,
    phase: RequestPhase,
  ): Promise<EnvironmentRequest> {
    return this.until(
      `request ${id} to be ${phase}`,
      () => this.admin.get(id),
      request => request.phase === phase,
    );
  }

  /** Waits until the branch holds everything that was approved. */
  async untilReady(id: string): Promise<EnvironmentRequest> {
    return this.until(
      `request ${id} to be ready`,
      () => this.admin.get(id),
      ({ phase, openRevisions }) =>
        phase === 'ready' &&
        openRevisions.every(({ state }) => state !== 'approved'),
    );
  }

  /** Waits until no job of the request waits or runs. */
  async untilSettled(id: string): Promise<void> {
    await this.until(
      `the jobs of ${id} to end`,
      () => this.admin.api.listRequestJobs(id),
      ({ items }) =>
        items.every(({ state }) => state !== 'ready' && state !== 'leased'),
    );
  }

  /** Waits until the product has nothing left to do or to tell. */
  async untilIdle(): Promise<void> {
    await this.until(
      'all work to be done',
      async () => ({
        jobs: await this.database('jobs').whereIn('state', ['ready', 'leased']),
        outbox: await this.database('outbox').limit(1),
      }),
      ({ jobs, outbox }) => jobs.length === 0 && outbox.length === 0,
    );
  }

  /** Asks for a preview and waits until it is on the branch. */
  async aReadyPreview(
    body: Parameters<TestCaller['create']>[0],
  ): Promise<EnvironmentRequest> {
    const { id } = await this.requester.create(body);
    return this.untilReady(id);
  }

  async runTask(
    id: 'control-plane-lease-expiry' | 'control-plane-resync',
  ): Promise<void> {
    await this.#scheduler.triggerTask(id);
  }

  /** Compares the branch with what was published, and waits until that is done. */
  async resync(): Promise<void> {
    await this.runTask('control-plane-resync');
    await this.until(
      'the comparison with the branch to end',
      () => this.admin.api.listJobs({ kind: 'resync-repository', limit: 1 }),
      ({ items }) => items.every(({ state }) => state === 'done'),
    );
  }

  /** Lets the lease of a request run out, as if its hours had passed. */
  async letLeaseRunOut(id: string): Promise<void> {
    await this.database('requests')
      .where({ id })
      .update({ lease_expires_at: toDatabaseTime(this.database, LONG_AGO) });
    await this.runTask('control-plane-lease-expiry');
  }

  async takeRemoteAway(): Promise<void> {
    await rename(this.git.repository, join(this.git.folder, 'away'));
  }

  async bringRemoteBack(): Promise<void> {
    await rename(join(this.git.folder, 'away'), this.git.repository);
  }

  /** Lets the Git server answer everything with a fault while `run` runs; only over HTTP. */
  async withRemoteFault<T>(
    fault: 'cut' | number,
    run: () => Promise<T>,
  ): Promise<T> {
    const server = this.#gitServer;
    if (!server) {
      throw new Error('Start the harness with the remote over http');
    }
    server.onRequest = () => fault;
    try {
      return await run();
    } finally {
      server.onRequest = () => undefined;
    }
  }

  /** Lets every question to the catalog fail while `run` runs. */
  async withoutCatalog<T>(run: () => Promise<T>): Promise<T> {
    const down = async () => {
      throw new Error('connect ECONNREFUSED');
    };
    const spies = [
      jest.spyOn(this.#catalog, 'getEntityByRef').mockImplementation(down),
      jest.spyOn(this.#catalog, 'queryEntities').mockImplementation(down),
    ];
    try {
      return await run();
    } finally {
      spies.forEach(spy => spy.mockRestore());
    }
  }

  /** How many rows each table of the plugin has: what a refused call must leave as it is. */
  async rowCounts(): Promise<Record<string, number>> {
    const counted = [
      'requests',
      'revisions',
      'approvals',
      'audit_entries',
      'idempotency_keys',
      'outbox',
      'jobs',
    ];
    const counts: Record<string, number> = {};
    for (const table of counted) {
      const [{ count }] = await this.database(table).count({ count: '*' });
      counts[table] = Number(count);
    }
    return counts;
  }

  /** The commit in which a request last reached the branch, message and all. */
  async commitMessage(commit: string): Promise<string> {
    return this.git.git('show', '--no-patch', '--format=%B', commit);
  }

  async stop(): Promise<void> {
    await this.#stop();
    await this.#removeRemote();
  }

  #service(subject: string): TestCaller {
    return this.#caller(
      mockCredentials.service.header({
        onBehalfOf: mockCredentials.service(subject),
        targetPluginId: 'control-plane',
      }),
    );
  }

  #caller(authorization: string): TestCaller {
    return new TestCaller(this.#baseUrl, authorization);
  }

  async #removeRemote(): Promise<void> {
    await this.#gitServer?.stop();
    await this.git.remove();
  }

  async #start(options: {
    config?: JsonObject;
    remote?: 'file' | 'http';
  }): Promise<void> {
    if (options.remote === 'http') {
      this.#gitServer = await SmartHttpGitServer.start(this.git);
    }
    const base = testConfig({
      repositoryUrl: this.#gitServer?.url ?? this.git.fileUrl,
      cacheDirectory: join(this.git.folder, 'cache'),
    });
    const backend = await startTestBackend({
      features: [
        plugin,
        mockServices.rootConfig.factory({
          data: { controlPlane: { ...base.controlPlane, ...options.config } },
        }),
        mockServices.database.factory({ knex: this.database }),
        // Runs a task when a test says so, and at no other time.
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => this.#scheduler,
        }),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            send: async notification => {
              this.notified.push(notification);
            },
          }),
        }),
        this.auditor.factory,
        createServiceFactory({
          service: catalogServiceRef,
          deps: {},
          factory: () => this.#catalog,
        }),
        mockServices.userInfo.mock({
          getUserInfo: async credentials => {
            const { userEntityRef } = credentials.principal as {
              userEntityRef: string;
            };
            return {
              userEntityRef,
              ownershipEntityRefs: ownershipOf(userEntityRef),
            };
          },
        }).factory,
      ],
    });
    this.#baseUrl = `http://localhost:${backend.server.port()}/api/control-plane`;
    this.#stop = () => backend.stop();
  }
}

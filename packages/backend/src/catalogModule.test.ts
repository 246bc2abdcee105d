import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModule from '@platform-control-plane/backstage-plugin-catalog-backend-module-control-plane';
import controlPlanePlugin from '@platform-control-plane/backstage-plugin-control-plane-backend';
import {
  ControlPlaneClient,
  EnvironmentRequest,
  requestEntityRef,
} from '@platform-control-plane/backstage-plugin-control-plane-common';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

/** How long anything may take to come; far longer than it takes, so that only what never comes fails. */
const DEADLINE_MS = 90_000;
const POLL_MS = 50;

const ORG = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: platform }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: change-approvers }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: remy }
spec: { memberOf: [platform] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ada }
spec: { memberOf: [change-approvers] }
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: payments }
spec: { owner: platform }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: payments-api }
spec: { type: service, lifecycle: production, owner: platform, system: payments }
`;

function aClass(name: string, spec: string = ''): string {
  return `
apiVersion: control-plane.io/v1alpha1
kind: EnvironmentClass
metadata: { name: ${name} }
spec:
  title: Sandbox
  regions: [us-east-1]
  lease: { defaultHours: 24, maxHours: 96, onExpiry: delete }
  namespaces: [app]
  quotaProfile: small
  cost: { monthly: 10, currency: USD }
  ${spec}
`;
}

function aRequest(name: string, spec: Record<string, unknown> = {}): string {
  return `
apiVersion: control-plane.io/v1alpha1
kind: EnvironmentRequest
metadata: { name: ${name} }
spec: ${JSON.stringify({
    class: 'preview',
    team: 'platform',
    app: 'payments-api',
    region: 'us-east-1',
    ...spec,
  })}
`;
}

type Shown = Entity & {
  status?: { items?: Array<{ level: string; message: string }> };
};

/** A Backstage with the real catalog, the module and the real control plane, whose descriptors are files that tests write. */
class World {
  readonly #folder: string;
  readonly #scheduler = mockServices.scheduler();
  #backend?: TestBackend;

  static async start(
    id: TestDatabaseId,
    options: { eventsAreLost?: boolean } = {},
  ): Promise<World> {
    const world = new World(
      await mkdtemp(join(tmpdir(), 'control-plane-catalog-')),
    );
    try {
      await world.#start(id, options);
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** The API as somebody. */
  as(ref: string): ControlPlaneClient {
    return this.#client(mockCredentials.user.header(ref));
  }

  get admin(): ControlPlaneClient {
    return this.as('user:default/otto');
  }

  /** What the file of requests holds from now on. */
  async describeRequests(...documents: string[]): Promise<void> {
    await this.#write('requests.yaml', documents);
  }

  /** What the file holds from which the operator lets classes come. */
  async describeClasses(...documents: string[]): Promise<void> {
    await this.#write('classes.yaml', documents);
  }

  /** What a file holds from which anything but classes may come. */
  async describeElsewhere(...documents: string[]): Promise<void> {
    await this.#write('elsewhere.yaml', documents);
  }

  /** Lets the control plane look at the catalog once the catalog has read what the test wrote. */
  async look(): Promise<void> {
    await this.#scheduler.triggerTask('control-plane-descriptor-look');
  }

  async compareAll(): Promise<void> {
    await this.#scheduler.triggerTask('control-plane-requests-refresh');
  }

  async entity(ref: string): Promise<Shown | undefined> {
    const [kind, rest] = ref.split(':');
    const response = await this.#fetch(
      `/api/catalog/entities/by-name/${kind}/${rest}`,
    );
    return response.ok ? response.json() : undefined;
  }

  async validate(document: Entity, location: string): Promise<number> {
    const response = await this.#fetch('/api/catalog/validate-entity', {
      method: 'POST',
      body: JSON.stringify({ entity: document, location }),
    });
    return response.status;
  }

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

  /** Waits until the catalog shows an entity as wanted, looking in between. */
  async untilShown(
    ref: string,
    isWanted: (entity: Shown) => boolean = () => true,
  ): Promise<Shown> {
    const shown = await this.until(
      `${ref} in the catalog`,
      () => this.entity(ref),
      entity => entity !== undefined && isWanted(entity),
    );
    return shown!;
  }

  async untilGone(ref: string): Promise<void> {
    await this.until(
      `${ref} to leave the catalog`,
      async () => {
        await this.#scheduler.triggerTask('catalog_orphan_cleanup');
        return this.entity(ref);
      },
      entity => entity === undefined,
    );
  }

  async descriptor(entityRef: string) {
    const { items } = await this.admin.listDescriptors({ entityRef });
    return items.at(0);
  }

  /** Looks until what became of a descriptor is as wanted. */
  async untilJudged(
    entityRef: string,
    isWanted: (
      descriptor: NonNullable<Awaited<ReturnType<World['descriptor']>>>,
    ) => boolean,
  ) {
    const judged = await this.until(
      `${entityRef} to be judged`,
      async () => {
        await this.look();
        return this.descriptor(entityRef);
      },
      descriptor => descriptor !== undefined && isWanted(descriptor),
    );
    return judged!;
  }

  async request(id: string): Promise<EnvironmentRequest> {
    return (await this.admin.getRequest(id)).request;
  }

  async untilReady(id: string): Promise<EnvironmentRequest> {
    return this.until(
      `request ${id} to be ready`,
      () => this.request(id),
      ({ phase, openRevisions }) =>
        phase === 'ready' &&
        openRevisions.every(({ state }) => state !== 'approved'),
    );
  }

  async stop(): Promise<void> {
    await this.#backend?.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }

  #client(authorization: string): ControlPlaneClient {
    return new ControlPlaneClient({
      baseUrl: () => `${this.#baseUrl()}/api/control-plane`,
      fetch: (url, init) =>
        fetch(url, { ...init, headers: { ...init?.headers, authorization } }),
    });
  }

  #baseUrl(): string {
    return `http://localhost:${this.#backend?.server.port()}`;
  }

  async #fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`${this.#baseUrl()}${path}`, {
      ...init,
      headers: {
        'content-type': 'application/json',
        authorization: mockCredentials.user.header('user:default/otto'),
      },
    });
  }

  async #write(file: string, documents: string[]): Promise<void> {
    // A file without entities would be an error of its own: one that is of no matter here keeps it in order.
    const anchor = `
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: anchor-${file.replace('.yaml', '')} }
spec: { owner: platform }
`;
    await writeFile(
      join(this.#folder, file),
      [anchor, ...documents].join('\n---\n'),
    );
  }

  async #start(
    id: TestDatabaseId,
    options: { eventsAreLost?: boolean },
  ): Promise<void> {
    const git = promisify(execFile);
    const repository = join(this.#folder, 'gitops.git');
    await git('git', ['init', '--bare', '--initial-branch=main', repository]);
    const inRepository = (...args: string[]) =>
      git('git', [`--git-dir=${repository}`, ...args], {
        env: {
          ...process.env,
          GIT_AUTHOR_NAME: 'Test',
          GIT_AUTHOR_EMAIL: 'test@example.com',
          GIT_COMMITTER_NAME: 'Test',
          GIT_COMMITTER_EMAIL: 'test@example.com',
        },
      });
    const { stdout: tree } = await inRepository(
      ...['hash-object', '-t', 'tree', '-w', '/dev/null'],
    );
    const { stdout: commit } = await inRepository(
      'commit-tree',
      tree.trim(),
      '-m',
      'Begin',
    );
    await inRepository('update-ref', 'refs/heads/main', commit.trim());
    await writeFile(join(this.#folder, 'org.yaml'), ORG);
    await this.describeRequests();
    await this.describeClasses();
    await this.describeElsewhere();
    const knexes = new Map([
      ['catalog', await databases.init(id)],
      ['control-plane', await databases.init(id)],
    ]);
    const events = mockServices.events();
    const allow = [
      'Group',
      'User',
      'System',
      'Component',
      'Resource',
      'EnvironmentClass',
      'EnvironmentRequest',
    ];
    this.#backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModule,
        controlPlanePlugin,
        createServiceFactory({
          service: coreServices.database,
          deps: { plugin: coreServices.pluginMetadata },
          factory: ({ plugin }) => ({
            getClient: async () => {
              const knex = knexes.get(plugin.getId());
              if (!knex) {
                throw new Error(`${plugin.getId()} has no database here`);
              }
              return knex;
            },
          }),
        }),
        // One for all plugins, as when they run in one process.
        mockServices.events.mock({
          publish: async event => {
            if (!options.eventsAreLost) {
              await events.publish(event);
            }
          },
          subscribe: subscription => events.subscribe(subscription),
        }).factory,
        // Control plane and provider run when a test says so; the catalog's own chores run by themselves.
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => this.#scheduler,
        }),
        mockServices.userInfo.mock({
          getUserInfo: async credentials => {
            const { userEntityRef } = credentials.principal as {
              userEntityRef: string;
            };
            return {
              userEntityRef,
              ownershipEntityRefs: [
                userEntityRef,
                ...(GROUPS[userEntityRef] ?? []),
              ],
            };
          },
        }).factory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://backstage.example.com' },
            catalog: {
              rules: [{ allow }],
              // As fast as the catalog goes, so that it reads a file again soon after it was written.
              processingInterval: { seconds: 1 },
              locations: ['org', 'requests', 'classes', 'elsewhere'].map(
                name => ({
                  type: 'file',
                  target: join(this.#folder, `${name}.yaml`),
                }),
              ),
            },
            controlPlane: {
              repositories: {
                gitops: {
                  url: `file://${repository}`,
                  allowInsecure: true,
                },
              },
              targets: [
                {
                  name: 'us-east-1',
                  region: 'us-east-1',
                  repository: 'gitops',
                  delivery: 'argocd',
                  deliveryRepositoryUrl: 'https://git.example.com/gitops.git',
                  destination: { server: 'https://kubernetes.default.svc' },
                },
              ],
              git: { cacheDirectory: join(this.#folder, 'cache') },
              queue: { pollMilliseconds: 100, shutdownSeconds: 5 },
              catalogCacheSeconds: 0,
              catalog: {
                classLocations: [`file:${join(this.#folder, 'classes.yaml')}`],
                removalGraceSeconds: 0,
              },
              roles: [
                { role: 'requester', members: ['group:default/platform'] },
                {
                  role: 'approver',
                  members: [
                    'group:default/change-approvers',
                    'user:default/remy',
                  ],
                },
                { role: 'admin', members: ['user:default/otto'] },
              ],
            },
          },
        }),
      ],
    });
  }
}

const GROUPS: Record<string, string[]> = {
  'user:default/remy': ['group:default/platform'],
  'user:default/ada': ['group:default/change-approvers'],
};

const PREVIEW = 'environmentrequest:default/preview';

describe.each(databases.eachSupportedId())(
  'the control plane in the catalog on %s',
  id => {
    let world: World;

    afterEach(async () => {
      await world?.stop();
    });

    it('shows a request from its first moment to its last', async () => {
      world = await World.start(id);
      await world.untilShown('component:default/payments-api');
      const { request } = await world.as('user:default/remy').createRequest({
        class: 'preview',
        team: 'platform',
        app: 'payments-api',
        region: 'us-east-1',
      });
      const ref = requestEntityRef(request.id);
      const ready = await world.untilShown(
        ref,
        ({ metadata }) =>
          metadata.labels?.['control-plane.io/phase'] === 'ready',
      );
      expect(ready.metadata.annotations).toMatchObject({
        'control-plane.io/expires-at': expect.any(String),
        'backstage.io/kubernetes-label-selector': `control-plane.io/request-id=${request.id}`,
        'argocd/app-selector': `control-plane.io/request-id=${request.id}`,
      });
      expect(ready.relations).toEqual(
        expect.arrayContaining([
          { type: 'ownedBy', targetRef: 'group:default/platform' },
          {
            type: 'dependencyOf',
            targetRef: 'component:default/payments-api',
          },
          { type: 'partOf', targetRef: 'system:default/payments' },
        ]),
      );

      await world.admin.deleteRequest(request.id);
      await world.untilGone(ref);
    });

    it('mends by comparing everything what no event told', async () => {
      world = await World.start(id, { eventsAreLost: true });
      await world.untilShown('component:default/payments-api');
      const { request } = await world.as('user:default/remy').createRequest({
        class: 'preview',
        team: 'platform',
        app: 'payments-api',
        region: 'us-east-1',
      });
      const ref = requestEntityRef(request.id);
      await world.untilReady(request.id);
      expect(await world.entity(ref)).toBeUndefined();
      await world.compareAll();
      await world.untilShown(ref);

      await world.admin.deleteRequest(request.id);
      await world.until(
        'the request to be deleted',
        () => world.request(request.id),
        ({ phase }) => phase === 'deleted',
      );
      expect(await world.entity(ref)).toBeDefined();
      await world.compareAll();
      await world.untilGone(ref);
    });

    it('makes a request of a descriptor and follows its changes', async () => {
      world = await World.start(id);
      await world.describeRequests(aRequest('preview', { leaseHours: 24 }));
      await world.untilShown(PREVIEW);
      const { requestId } = await world.untilJudged(
        PREVIEW,
        ({ state }) => state === 'accepted',
      );
      const made = await world.untilReady(requestId!);
      expect(made).toMatchObject({
        requester: 'group:default/platform',
        owner: 'group:default/platform',
        lease: { hours: 24 },
      });
      const shown = await world.untilShown(
        PREVIEW,
        ({ metadata }) =>
          metadata.annotations?.['control-plane.io/request-id'] === requestId,
      );
      expect(shown.status).toBeUndefined();
      expect(shown.relations).toEqual(
        expect.arrayContaining([
          { type: 'ownedBy', targetRef: 'group:default/platform' },
          { type: 'hasPart', targetRef: requestEntityRef(requestId!) },
        ]),
      );

      // Looking again changes nothing.
      await world.look();
      await world.look();
      expect(await world.request(requestId!)).toMatchObject({
        generation: made.generation,
      });

      await world.describeRequests(
        aRequest('preview', { leaseHours: 48, labels: { tier: 'gold' } }),
      );
      const changed = await world.until(
        'the change to be published',
        async () => {
          await world.look();
          return world.request(requestId!);
        },
        ({ labels, lease }) => labels.tier === 'gold' && lease.hours === 48,
      );
      expect(changed.generation).toBe(3);
      await world.untilReady(requestId!);

      // What cannot be changed is refused on the entity, and the request stays as it was.
      await world.describeRequests(
        aRequest('preview', { leaseHours: 48, team: 'change-approvers' }),
      );
      const refused = await world.untilJudged(
        PREVIEW,
        ({ state }) => state === 'refused',
      );
      expect(refused.requestId).toBe(requestId);
      expect((await world.request(requestId!)).generation).toBe(3);
    });

    it('shows on a descriptor that was never right what is wrong with it', async () => {
      world = await World.start(id);
      await world.describeRequests(
        aRequest('form', { leaseHours: 'long', reigon: 'x' }),
        aRequest('lease', { leaseHours: 500 }),
        aRequest('class', { class: 'golden' }),
        aRequest('stranger', { owner: 'user:default/ada' }),
      );
      const errorsOf = async (name: string) => {
        const entity = await world.untilShown(
          `environmentrequest:default/${name}`,
          ({ status }) => (status?.items ?? []).length > 0,
        );
        return (entity.status?.items ?? []).map(
          ({ level, message }) => `${level} ${message}`,
        );
      };
      expect(await errorsOf('form')).toEqual([
        'error InputError: spec.leaseHours: expected a number, got "long"',
        'error InputError: spec.reigon: expected no such field, got "x"',
      ]);
      // Each of them: the catalog takes them up in no order, and a look judges only what is there.
      for (const name of ['lease', 'class', 'stranger']) {
        await world.untilJudged(
          `environmentrequest:default/${name}`,
          ({ state }) => state === 'refused',
        );
      }
      expect(await errorsOf('lease')).toEqual([
        'error InputError: spec.leaseHours: expected at most 168, the cap of class preview, got 500',
      ]);
      expect((await errorsOf('class')).join()).toMatch(
        /spec\.class: expected one of preview, production, shared-staging, got "golden"/,
      );
      expect((await errorsOf('stranger')).join()).toMatch(
        /spec\.owner: expected group:default\/platform, or a user in it, got "user:default\/ada"/,
      );
      expect((await world.admin.listRequests()).items).toEqual([]);
    });

    it('asks a person about the teardown when a descriptor is removed, and takes it back when it returns', async () => {
      world = await World.start(id);
      await world.describeRequests(
        aRequest('preview', { owner: 'user:default/remy' }),
      );
      await world.untilShown(PREVIEW);
      const { requestId } = await world.untilJudged(
        PREVIEW,
        ({ state }) => state === 'accepted',
      );
      await world.untilReady(requestId!);

      await world.describeRequests();
      await world.untilGone(PREVIEW);
      await world.untilJudged(PREVIEW, ({ state }) => state === 'removed');
      const asked = await world.request(requestId!);
      expect(asked.phase).toBe('ready');
      expect(asked.openRevisions).toEqual([
        expect.objectContaining({
          action: 'delete',
          state: 'pending_approval',
          requestedBy: 'user:default/remy',
        }),
      ]);
      const [{ generation, planDigest }] = asked.openRevisions;
      await expect(
        world
          .as('user:default/remy')
          .approveRequest(requestId!, { generation, planDigest }),
      ).rejects.toThrow(/you asked for it yourself/);

      await world.describeRequests(
        aRequest('preview', { owner: 'user:default/remy' }),
      );
      await world.untilShown(PREVIEW);
      await world.untilJudged(PREVIEW, ({ state }) => state === 'accepted');
      expect(await world.request(requestId!)).toMatchObject({
        phase: 'ready',
        openRevisions: [],
      });

      await world.describeRequests();
      await world.untilGone(PREVIEW);
      await world.untilJudged(PREVIEW, ({ state }) => state === 'removed');
      const again = (await world.request(requestId!)).openRevisions[0];
      await world.as('user:default/ada').approveRequest(requestId!, {
        generation: again.generation,
        planDigest: again.planDigest,
      });
      await world.until(
        'the request to be deleted',
        () => world.request(requestId!),
        ({ phase }) => phase === 'deleted',
      );

      // The same descriptor once more is another request.
      await world.describeRequests(
        aRequest('preview', { owner: 'user:default/remy' }),
      );
      await world.untilShown(PREVIEW);
      const next = await world.untilJudged(
        PREVIEW,
        ({ state }) => state === 'accepted',
      );
      expect(next.requestId).not.toBe(requestId);
    });

    it('lets no member of an owning group approve what its descriptor asks for', async () => {
      world = await World.start(id);
      await world.describeRequests(
        aRequest('preview', {
          class: 'production',
          parameters: { changeTicket: 'CHG-1' },
        }),
      );
      await world.untilShown(PREVIEW);
      const { requestId } = await world.untilJudged(
        PREVIEW,
        ({ state }) => state === 'accepted',
      );
      const [{ generation, planDigest }] = (await world.request(requestId!))
        .openRevisions;
      await expect(
        world
          .as('user:default/remy')
          .approveRequest(requestId!, { generation, planDigest }),
      ).rejects.toThrow(/group:default\/platform, to which you belong/);
      await world
        .as('user:default/ada')
        .approveRequest(requestId!, { generation, planDigest });
      await world.untilReady(requestId!);
    });

    it('takes no descriptor as removed when most of them vanish at once', async () => {
      world = await World.start(id);
      const names = Array.from({ length: 6 }, (_, n) => `preview-${n}`);
      await world.describeRequests(...names.map(name => aRequest(name)));
      await world.until(
        'six requests',
        async () => {
          await world.look();
          return (await world.admin.listRequests()).items;
        },
        ({ length }) => length === 6,
      );
      await world.describeRequests();
      for (const name of names) {
        await world.untilGone(`environmentrequest:default/${name}`);
      }
      await world.look();
      await world.look();
      await world.look();
      const { items, look } = await world.admin.listDescriptors();
      expect(items.map(({ state }) => state)).toEqual(
        names.map(() => 'accepted'),
      );
      expect(look).toMatchObject({
        result: 'held',
        message: expect.stringContaining('6 of 6 descriptors'),
      });
    });

    it('offers the classes of the locations that are listed for them, and of no others', async () => {
      world = await World.start(id);
      await world.describeClasses(aClass('sandbox'));
      await world.describeElsewhere(aClass('backdoor'));
      await world.describeRequests(aRequest('preview', { class: 'sandbox' }));
      await world.untilShown('environmentclass:default/backdoor');
      await world.untilShown('environmentclass:default/sandbox');
      await world.untilShown(PREVIEW);
      const { requestId } = await world.untilJudged(
        PREVIEW,
        ({ state }) => state === 'accepted',
      );
      const offered = async () =>
        (await world.admin.listClasses()).items.map(
          ({ name, origin, revision }) => `${name} ${origin} ${revision}`,
        );
      expect(await offered()).toEqual([
        'preview default 1',
        'production default 1',
        'sandbox catalog 1',
        'shared-staging default 1',
      ]);
      const backdoor = await world.untilShown(
        'environmentclass:default/backdoor',
        ({ status }) => (status?.items ?? []).length > 0,
      );
      expect(backdoor.status?.items?.[0].message).toMatch(
        /only from the locations that an operator lists in controlPlane\.catalog\.classLocations/,
      );

      // A class of the catalog goes before a shipped one of the same name; a wrong change leaves what was accepted.
      await world.describeClasses(
        aClass('sandbox', 'policyPacks: [nonsense]'),
        aClass('preview'),
      );
      await world.untilJudged(
        'environmentclass:default/preview',
        ({ state }) => state === 'accepted',
      );
      await world.untilJudged(
        'environmentclass:default/sandbox',
        ({ state }) => state === 'refused',
      );
      expect(await offered()).toEqual([
        'preview catalog 2',
        'production default 1',
        'sandbox catalog 1',
        'shared-staging default 1',
      ]);

      // What is removed is not offered any more; what lives of it stays.
      await world.describeClasses();
      await world.untilGone('environmentclass:default/sandbox');
      await world.untilGone('environmentclass:default/preview');
      await world.untilJudged(
        'environmentclass:default/sandbox',
        ({ state }) => state === 'removed',
      );
      expect(await offered()).toEqual([
        'preview default 1',
        'production default 1',
        'shared-staging default 1',
      ]);
      const living = await world.untilReady(requestId!);
      expect(living.class.name).toBe('sandbox');
    });

    it('does nothing for an entity that is merely validated', async () => {
      world = await World.start(id);
      await world.untilShown('component:default/payments-api');
      const status = await world.validate(
        {
          apiVersion: 'control-plane.io/v1alpha1',
          kind: 'EnvironmentRequest',
          metadata: { name: 'dry' },
          spec: {
            class: 'preview',
            team: 'platform',
            app: 'payments-api',
            region: 'us-east-1',
          },
        },
        'url:https://example.com/anything.yaml',
      );
      expect(status).toBe(200);
      await world.look();
      expect((await world.admin.listRequests()).items).toEqual([]);
      expect((await world.admin.listDescriptors()).items).toEqual([]);
    });
  },
);

import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import scaffolderGiteaModule from '@backstage/plugin-scaffolder-backend-module-gitea';
import { JsonObject } from '@backstage/types';
import controlPlanePlugin from '@platform-control-plane/backstage-plugin-control-plane-backend';
import { ControlPlaneClient } from '@platform-control-plane/backstage-plugin-control-plane-common';
import scaffolderControlPlaneModule from '@platform-control-plane/backstage-plugin-scaffolder-backend-module-control-plane';
import { TestForge } from './TestForge';

const run = promisify(execFile);
const root = resolve(__dirname, '../../../..');

/** How long anything may take to come; far longer than it takes, so that only what never comes fails. */
const DEADLINE_MS = 60_000;
const POLL_MS = 100;

const groupOf: Record<string, string> = {
  vera: 'platform',
  remy: 'platform',
  ada: 'change-approvers',
};
type Person = keyof typeof groupOf;

const refOf = (person: Person) => `user:default/${person}`;

export interface TaskResult {
  id: string;
  status: string;
  /** What the steps wrote, one line each. */
  log: string;
  output: JsonObject;
}

/**
 * Catalog, scaffolder and control plane in one real backend, with a forge that services are published to and a repository that environments are
 * published to.
 */
export class TemplateWorld {
  readonly folder: string;
  readonly forge: TestForge;
  #backend?: TestBackend;

  /** @param options.templates - folders of templates besides those of the repository. */
  static async start(
    options: { templates?: (folder: string) => Promise<string[]> } = {},
  ): Promise<TemplateWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'control-plane-templates-'));
    const forge = await TestForge.start(join(folder, 'forge'));
    const world = new TemplateWorld(folder, forge);
    try {
      await makeGitopsRepository(world.gitops);
      world.#backend = await startTestBackend({
        features: [
          catalogPlugin,
          scaffolderEntityModel,
          scaffolderPlugin,
          scaffolderGiteaModule,
          scaffolderControlPlaneModule,
          controlPlanePlugin,
          mockServices.rootConfig.factory({
            data: world.#config((await options.templates?.(folder)) ?? []),
          }),
          mockServices.userInfo.mock({
            getUserInfo: async credentials => {
              const { userEntityRef } = credentials.principal as {
                userEntityRef: string;
              };
              const group = groupOf[userEntityRef.replace(/^.*\//, '')];
              return {
                userEntityRef,
                ownershipEntityRefs: [userEntityRef, `group:default/${group}`],
              };
            },
          }).factory,
        ],
      });
    } catch (error) {
      await world.stop();
      throw error;
    }
    return world;
  }

  private constructor(folder: string, forge: TestForge) {
    this.folder = folder;
    this.forge = forge;
  }

  /** The bare repository that environments are published to. */
  get gitops(): string {
    return join(this.folder, 'gitops.git');
  }

  controlPlaneAs(person: Person): ControlPlaneClient {
    return new ControlPlaneClient({
      baseUrl: () => `${this.#baseUrl}/api/control-plane`,
      fetch,
      token: async () => mockCredentials.user.token(refOf(person)),
    });
  }

  /** Waits until the catalog has an entity. */
  async entity(kind: string, name: string): Promise<Entity> {
    return this.#until(`${kind} ${name} in the catalog`, async () => {
      const answer = await this.#call(
        'remy',
        `/api/catalog/entities/by-name/${kind}/default/${name}`,
      );
      return answer.status === 200 ? (answer.body as Entity) : undefined;
    });
  }

  /** Runs a template to its end, as a person. */
  async runTemplate(
    person: Person,
    name: string,
    values: JsonObject,
  ): Promise<TaskResult> {
    await this.entity('template', name);
    const { status, body } = await this.#call(
      person,
      '/api/scaffolder/v2/tasks',
      { templateRef: `template:default/${name}`, values },
    );
    if (status !== 201) {
      throw new Error(`Not started: ${status} ${JSON.stringify(body)}`);
    }
    const id = String(body.id);
    const ended = await this.#until(`task ${id} to end`, async () => {
      const task = await this.#call(person, `/api/scaffolder/v2/tasks/${id}`);
      return ['open', 'processing'].includes(String(task.body.status))
        ? undefined
        : task.body;
    });
    const events = await this.#call(
      person,
      `/api/scaffolder/v2/tasks/${id}/events`,
    );
    const bodies = (events.body as unknown as Array<{ body: JsonObject }>).map(
      ({ body: event }) => event,
    );
    return {
      id,
      status: String(ended.status),
      log: bodies.map(({ message }) => message).join('\n'),
      output: (bodies.find(({ output }) => output)?.output as JsonObject) ?? {},
    };
  }

  /** Runs a template that has to succeed; fails with its log when it does not. */
  async complete(
    person: Person,
    name: string,
    values: JsonObject,
  ): Promise<TaskResult> {
    const task = await this.runTemplate(person, name, values);
    if (task.status !== 'completed') {
      throw new Error(`${name} is ${task.status}:\n${task.log}`);
    }
    return task;
  }

  /** Lets the scaffolder play a template without doing anything. */
  async dryRun(
    person: Person,
    options: {
      template: Entity;
      values: JsonObject;
      files: Array<{ path: string; content: Buffer }>;
    },
  ) {
    const { files, template, values } = options;
    return this.#call(person, '/api/scaffolder/v2/dry-run', {
      template: template as unknown as JsonObject,
      values,
      secrets: {},
      directoryContents: files.map(({ path, content }) => ({
        path,
        base64Content: content.toString('base64'),
      })),
    });
  }

  /** Clones a repository of the forge. */
  async clone(name: string): Promise<string> {
    const folder = await mkdtemp(join(this.folder, 'clone-'));
    await run('git', [
      'clone',
      '--quiet',
      `${this.forge.url}/${this.forge.organization}/${name}.git`,
      folder,
    ]);
    return folder;
  }

  /** A file that was published for an environment, at a commit or now. */
  async published(path: string, commit = 'main'): Promise<string> {
    const { stdout } = await run('git', [
      `--git-dir=${this.gitops}`,
      'cat-file',
      'blob',
      `${commit}:${path}`,
    ]);
    return stdout;
  }

  async stop(): Promise<void> {
    await this.#backend?.stop();
    await this.forge.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  get #baseUrl(): string {
    return `http://localhost:${this.#backend?.server.port()}`;
  }

  async #call(
    person: Person,
    path: string,
    body?: JsonObject,
  ): Promise<{ status: number; body: JsonObject }> {
    const answer = await fetch(`${this.#baseUrl}${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        authorization: mockCredentials.user.header(refOf(person)),
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return {
      status: answer.status,
      body: (await answer.json()) as JsonObject,
    };
  }

  async #until<T>(
    what: string,
    read: () => Promise<T | undefined>,
  ): Promise<T> {
    const deadline = performance.now() + DEADLINE_MS;
    for (;;) {
      const value = await read();
      if (value !== undefined) {
        return value;
      }
      if (performance.now() > deadline) {
        throw new Error(`Waited ${DEADLINE_MS} ms for ${what}`);
      }
      await pause(POLL_MS);
    }
  }

  #config(templates: string[]): JsonObject {
    const file = (target: string, ...allow: string[]) => ({
      type: 'file',
      target: resolve(root, target),
      rules: [{ allow }],
    });
    const target = (region: string) => ({
      name: region,
      region,
      repository: 'gitops',
      delivery: 'argocd',
      deliveryRepositoryUrl: 'https://git.example.com/platform/gitops.git',
      destination: { server: 'https://kubernetes.default.svc' },
    });
    return {
      catalog: {
        rules: [
          { allow: ['Component', 'System', 'Domain', 'API', 'Resource'] },
        ],
        locations: [
          file('templates/*/template.yaml', 'Template'),
          ...templates.map(folder =>
            file(`${folder}/template.yaml`, 'Template'),
          ),
          file('examples/org.yaml', 'User', 'Group'),
          file(
            'examples/entities.yaml',
            'Component',
            'System',
            'Domain',
            'API',
            'Resource',
          ),
        ],
      },
      integrations: {
        gitea: [
          {
            host: this.forge.host,
            baseUrl: this.forge.url,
            username: this.forge.username,
            password: this.forge.password,
          },
        ],
      },
      scaffolder: {
        defaultEnvironment: {
          parameters: {
            forgeHost: this.forge.host,
            forgeOrganization: this.forge.organization,
            forgeDeliveryUrl: 'https://git.example.com',
            imageRegistry: 'registry.example.com/example',
          },
        },
      },
      controlPlane: {
        repositories: {
          gitops: { url: `file://${this.gitops}`, allowInsecure: true },
        },
        targets: [target('us-east-1'), target('us-west-2')],
        git: { cacheDirectory: join(this.folder, 'cache') },
        queue: { pollMilliseconds: 100, shutdownSeconds: 5 },
        roles: [
          { role: 'viewer', members: [refOf('vera')] },
          { role: 'requester', members: [refOf('remy')] },
          { role: 'approver', members: ['group:default/change-approvers'] },
        ],
      },
    };
  }
}

/** Makes it as the demo does. Jest cannot load an ES module, so another process does. */
async function makeGitopsRepository(folder: string): Promise<void> {
  const module = join(root, 'scripts/demoRepository.mjs');
  await run(process.execPath, [
    '-e',
    `import(${JSON.stringify(
      module,
    )}).then(it => it.createDemoRepository(process.argv[1]))`,
    folder,
  ]);
}

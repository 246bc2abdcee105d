import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Entity } from '@backstage/catalog-model';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import { JsonObject } from '@backstage/types';
import { load, loadAll } from 'js-yaml';
import { TemplateWorld } from './__testUtils__/TemplateWorld';

const run = promisify(execFile);
const templates = resolve(__dirname, '../../../templates');

const environment = {
  team: 'platform',
  app: 'payments-api',
  class: 'preview',
  region: 'us-east-1',
};
const values: Record<string, JsonObject> = {
  'request-environment': environment,
  'request-production': {
    ...environment,
    class: 'production',
    parameters: { changeTicket: 'CHG-1042' },
    source: {
      url: 'https://git.example.com/platform/payments-api.git',
      ref: 'v1.4.0',
      path: 'deploy',
    },
    reason: 'Launch of the refund flow',
  },
  'new-service': {
    name: 'greeter',
    description: 'Says "hello": to everybody',
    team: 'platform',
    class: 'preview',
    region: 'us-west-2',
    leaseHours: 24,
  },
};

const names = readdirSync(templates).filter(name =>
  statSync(join(templates, name)).isDirectory(),
);

function readTemplate(name: string): Entity {
  return load(
    readFileSync(join(templates, name, 'template.yaml'), 'utf8'),
  ) as Entity;
}

function readFolder(folder: string): Array<{ path: string; content: Buffer }> {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name, parentPath }) => join(parentPath, name))
    .map(file => ({
      path: relative(folder, file),
      content: readFileSync(file),
    }));
}

/** A template with every action on a request that is there. */
const dayTwo = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'day-two' },
  spec: {
    owner: 'group:default/platform',
    type: 'environment',
    parameters: { properties: { requestId: { type: 'string' } } },
    steps: [
      { id: 'classes', action: 'control-plane:classes:list' },
      {
        id: 'render',
        action: 'control-plane:manifests:render',
        input: { ...environment, targetPath: 'rendered' },
      },
      { id: 'look', action: 'debug:log', input: { listWorkspace: true } },
      {
        id: 'extend',
        action: 'control-plane:request:extend',
        input: { requestId: '${{ parameters.requestId }}', hours: 2 },
      },
      {
        id: 'update',
        action: 'control-plane:request:update',
        input: {
          requestId: '${{ parameters.requestId }}',
          labels: { 'cost-center': 'cc-1234' },
        },
      },
      {
        id: 'changed',
        action: 'control-plane:request:wait',
        input: {
          requestId: '${{ parameters.requestId }}',
          generation: '${{ steps.update.output.generation }}',
        },
      },
      {
        id: 'own',
        action: 'fetch:template',
        input: { url: './own', targetPath: 'manifests' },
      },
      {
        id: 'publish',
        action: 'control-plane:gitops:publish',
        input: {
          requestId: '${{ parameters.requestId }}',
          reason: 'Add settings',
        },
      },
      {
        id: 'added',
        action: 'control-plane:request:wait',
        input: {
          requestId: '${{ parameters.requestId }}',
          generation: '${{ steps.publish.output.generation }}',
        },
      },
      {
        id: 'delete',
        action: 'control-plane:request:delete',
        input: {
          requestId: '${{ parameters.requestId }}',
          reason: 'The review is done',
        },
      },
      {
        id: 'gone',
        action: 'control-plane:request:wait',
        input: {
          requestId: '${{ parameters.requestId }}',
          phase: 'deleted',
        },
      },
    ].map(step => ({ ...step, name: step.id })),
    output: {
      classes: '${{ steps.classes.output.names }}',
      files: '${{ steps.render.output.files }}',
      extended: '${{ steps.extend.output.generation }}',
      updated: '${{ steps.update.output.generation }}',
      added: '${{ steps.added.output.reached }}',
      commit: '${{ steps.added.output.commit }}',
      phase: '${{ steps.gone.output.phase }}',
    },
  },
};

async function writeTestTemplates(folder: string): Promise<string[]> {
  const path = join(folder, 'day-two');
  await mkdir(join(path, 'own'), { recursive: true });
  await writeFile(
    join(path, 'own', 'settings.yaml'),
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings' },
      data: { greeting: 'Hello' },
    }),
  );
  await writeFile(join(path, 'template.yaml'), JSON.stringify(dayTwo));
  return [path];
}

// A catalog reads what is new every second or so, and a run of a template waits for it more than once.
jest.setTimeout(120_000);

describe('templates', () => {
  let world: TemplateWorld;

  beforeAll(async () => {
    world = await TemplateWorld.start({ templates: writeTestTemplates });
    await world.entity('component', 'payments-api');
    await world.entity('group', 'platform');
  });

  afterAll(async () => {
    await world?.stop();
  });

  it('are tested one and all', () => {
    expect(Object.keys(values).sort()).toEqual(names.sort());
  });

  it.each(names)('%s is a valid template', async name => {
    await expect(
      templateEntityV1beta3Validator.check(readTemplate(name)),
    ).resolves.toBe(true);
  });

  it.each(names)('%s plays in a dry run', async name => {
    const { status, body } = await world.dryRun('remy', {
      template: readTemplate(name),
      values: values[name],
      files: readFolder(join(templates, name)),
    });

    expect({ status, error: body.error }).toEqual({ status: 200 });
    expect(JSON.stringify(body.log)).toContain(
      name === 'new-service'
        ? 'component:default/greeter is not in the catalog'
        : 'USD a month',
    );
  });

  it('request-environment makes an environment that is published', async () => {
    const task = await world.complete('remy', 'request-environment', {
      ...environment,
      source: {},
    });

    const [{ url }] = task.output.links as Array<{ url: string }>;
    const id = url.replace('/control-plane/requests/', '');
    const { request } = await world.controlPlaneAs('remy').getRequest(id);
    expect(request).toMatchObject({
      phase: 'ready',
      requester: 'user:default/remy',
      team: 'platform',
      app: 'payments-api',
    });
    await expect(
      world.published(`${request.path}/namespace.yaml`),
    ).resolves.toContain('kind: Namespace');
    expect(task.output.text).toEqual([]);
  });

  it('request-production ends without holding its slot, and waits for an approver', async () => {
    const task = await world.complete(
      'remy',
      'request-production',
      values['request-production'],
    );

    expect(task.log).toContain(
      'the create of generation 1 waits for an approver',
    );
    expect(task.output.text).toMatchObject([{ title: 'What happens next' }]);
    const { items } = await world
      .controlPlaneAs('ada')
      .listRequests({ class: 'production' });
    expect(items).toMatchObject([
      { phase: 'pending_approval', requester: 'user:default/remy' },
    ]);
  });

  it('refuses somebody who may not ask, and says so in the log', async () => {
    const task = await world.runTemplate(
      'vera',
      'request-environment',
      environment,
    );

    expect(task.status).toBe('failed');
    expect(task.log).toContain(
      'NotAllowedError: Could not ask for the environment',
    );
  });

  it('names the field that is wrong in the log', async () => {
    const task = await world.runTemplate('remy', 'request-environment', {
      ...environment,
      region: 'mars',
    });

    expect(task.status).toBe('failed');
    expect(task.log).toMatch(/region: expected .*, got "mars"/);
  });

  it('day two: an environment is extended, changed and ended by actions', async () => {
    const { request } = await world
      .controlPlaneAs('remy')
      .createRequest(environment);

    const task = await world.complete('remy', 'day-two', {
      requestId: request.id,
    });

    expect(task.output).toMatchObject({
      classes: expect.arrayContaining(['preview', 'production']),
      files: expect.arrayContaining(['kustomization.yaml', 'namespace.yaml']),
      extended: 2,
      updated: 3,
      added: true,
      phase: 'deleted',
    });
    expect(task.log).toContain('rendered/namespace.yaml');
    await expect(
      world.published(
        `${request.path}/settings.yaml`,
        String(task.output.commit),
      ),
    ).resolves.toContain('Hello');
  });

  describe('new-service', () => {
    let folder: string;
    let links: Array<{ url?: string; entityRef?: string }>;
    const file = (path: string) => readFile(join(folder, path), 'utf8');

    beforeAll(async () => {
      const task = await world.complete(
        'remy',
        'new-service',
        values['new-service'],
      );

      links = task.output.links as typeof links;
      folder = await world.clone('greeter');
    });

    it('registers a component of the team', async () => {
      expect(links[1].entityRef).toBe('component:default/greeter');
      await expect(world.entity('component', 'greeter')).resolves.toMatchObject(
        {
          metadata: { description: 'Says "hello": to everybody' },
          spec: { owner: 'group:default/platform', type: 'service' },
        },
      );
    });

    it('gets a preview environment that follows the repository', async () => {
      const id = links[2].url?.replace('/control-plane/requests/', '') ?? '';
      const { request } = await world.controlPlaneAs('remy').getRequest(id);

      expect(request).toMatchObject({
        phase: 'ready',
        app: 'greeter',
        region: 'us-west-2',
        lease: { hours: 24 },
        source: {
          url: 'https://git.example.com/example/greeter.git',
          ref: 'main',
          path: 'deploy',
        },
      });
      const objects = loadAll(
        await world.published(`${request.path}/argocd-workload.yaml`),
      );
      expect(objects).toContainEqual(
        expect.objectContaining({
          kind: 'Application',
          spec: expect.objectContaining({
            source: expect.objectContaining({
              repoURL: 'https://git.example.com/example/greeter.git',
              path: 'deploy',
            }),
          }),
        }),
      );
    });

    it('has tests that pass', async () => {
      const { stdout } = await run(
        process.execPath,
        ['--test', '--test-reporter=tap'],
        { cwd: folder, env: { PATH: process.env.PATH } },
      );

      expect(stdout).toMatch(/^# pass [1-9]/m);
      expect(stdout).toMatch(/^# fail 0$/m);
    });

    it('leaves no expression of the template behind', async () => {
      const left = readFolder(folder)
        .filter(({ path }) => !/^\.git(hub)?\//.test(path))
        .filter(({ content }) => content.includes('${{'));

      expect(left.map(({ path }) => path)).toEqual([]);
      await expect(file('package.json')).resolves.toContain('"greeter"');
    });

    it('has a workflow that tests, builds an image and updates the manifest', async () => {
      const workflow = load(await file('.github/workflows/ci.yaml')) as {
        on: JsonObject;
        jobs: Record<
          string,
          { needs?: string; if?: string; steps: Array<{ run?: string }> }
        >;
      };
      const commands = (job: string) =>
        workflow.jobs[job].steps.map(step => step.run ?? '').join('\n');

      expect(workflow.on).toMatchObject({ push: { branches: ['main'] } });
      expect(commands('test')).toContain('npm test');
      expect(workflow.jobs.image).toMatchObject({
        needs: 'test',
        if: "github.event_name == 'push'",
      });
      expect(commands('image')).toContain('docker push');
      expect(commands('image')).toContain('node scripts/image.js set');
      // What the steps hand each other must have survived the template.
      await expect(file('.github/workflows/ci.yaml')).resolves.toContain(
        '${{ steps.image.outputs.digest }}',
      );
    });

    it('delivers the image that CI names', async () => {
      const image = (...args: string[]) =>
        run(process.execPath, ['scripts/image.js', ...args], { cwd: folder });
      const digest = `sha256:${'a'.repeat(64)}`;

      const { stdout } = await image('name');
      expect(stdout).toBe('registry.example.com/example/greeter\n');
      await expect(image('set', 'latest')).rejects.toThrow('Expected a digest');
      await image('set', digest);
      await image('set', digest);

      expect(load(await file('deploy/kustomization.yaml'))).toMatchObject({
        images: [
          {
            name: 'service',
            newName: 'registry.example.com/example/greeter',
            digest,
          },
        ],
      });
    });

    it('runs as Pod Security restricted wants it', async () => {
      const [deployment] = loadAll(await file('deploy/deployment.yaml')) as [
        { spec: { template: { spec: JsonObject } } },
      ];

      expect(deployment.spec.template.spec).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: {
          runAsNonRoot: true,
          seccompProfile: { type: 'RuntimeDefault' },
        },
        containers: [
          {
            securityContext: {
              allowPrivilegeEscalation: false,
              capabilities: { drop: ['ALL'] },
              readOnlyRootFilesystem: true,
            },
            resources: {
              requests: expect.anything(),
              limits: expect.anything(),
            },
          },
        ],
      });
    });

    it('is made once: a second one of the name fails and leaves the first alone', async () => {
      const task = await world.runTemplate(
        'remy',
        'new-service',
        values['new-service'],
      );

      expect(task.status).toBe('failed');
      expect(task.log).toContain(
        'expected a name that no component has, got "greeter"',
      );
      await expect(world.clone('greeter')).resolves.toBeTruthy();
    });

    it('publishes nothing when a component from elsewhere has the name', async () => {
      await world.entity('component', 'billing-api');

      const task = await world.runTemplate('remy', 'new-service', {
        ...values['new-service'],
        name: 'billing-api',
      });

      expect(task.status).toBe('failed');
      expect(task.log).toContain(
        'expected a name that no component has, got "billing-api": component:default/billing-api belongs to group:default/platform',
      );
      await expect(world.clone('billing-api')).rejects.toThrow('git clone');
      const { items } = await world
        .controlPlaneAs('remy')
        .listRequests({ app: 'billing-api' });
      expect(items).toEqual([]);
    });
  });
});

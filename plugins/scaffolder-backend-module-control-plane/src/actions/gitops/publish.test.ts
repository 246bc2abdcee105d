import { createMockDirectory } from '@backstage/backend-test-utils';
import { ActionWorld } from '../../__testUtils__/ActionWorld';
import { problem } from '../../__testUtils__/FakeControlPlane';
import {
  aPlan,
  aRequest,
  requestCall,
  requestId,
} from '../../__testUtils__/fixtures';
import { createGitopsPublishAction } from './publish';

const change = `PATCH /v1/environment-requests/${requestId}`;
const plan = `POST /v1/environment-requests/${requestId}/plan`;
const configMap = 'apiVersion: v1\nkind: ConfigMap\n';

describe('control-plane:gitops:publish', () => {
  const workspace = createMockDirectory();
  const runIn = (
    world: ActionWorld,
    input: { sourcePath?: string; reason?: string } = {},
    overrides: { isDryRun?: boolean } = {},
  ) =>
    world.run(
      createGitopsPublishAction(world.services),
      { requestId, ...input },
      { workspacePath: workspace.resolve('task'), ...overrides },
    );

  function worldThatAccepts(): ActionWorld {
    const world = new ActionWorld();
    const changed = aRequest({ generation: 2, version: 4 });
    world.api
      .on(requestCall, { body: aRequest(), etag: '"3"' }, { body: changed })
      .on(change, { body: changed });
    return world;
  }

  beforeEach(() => {
    workspace.setContent({
      task: {
        manifests: {
          'b.yaml': configMap,
          'a.yaml': configMap,
          'notes.md': '',
          deeper: { 'c.yaml': configMap },
        },
      },
    });
  });

  it('submits the YAML files of the folder as a revision', async () => {
    const world = worldThatAccepts();

    await runIn(world, { reason: 'Nightly job' });

    expect(world.api.seen[1]).toMatchObject({
      call: change,
      body: {
        extraManifests: [
          { name: 'a.yaml', content: configMap },
          { name: 'b.yaml', content: configMap },
        ],
        reason: 'Nightly job',
      },
    });
    expect(world.log).toContain(
      'Not submitted, being no YAML files: deeper, notes.md',
    );
    expect(world.outputs).toMatchObject({
      requestId,
      generation: 2,
      files: ['a.yaml', 'b.yaml'],
    });
  });

  it('submits nothing in a dry run, and shows the plan', async () => {
    const world = new ActionWorld();
    world.api.on(plan, { body: aPlan({ action: 'update', generation: 2 }) });

    await runIn(world, {}, { isDryRun: true });

    expect(world.api.calls).toEqual([plan]);
    expect(world.outputs).toMatchObject({ generation: 2 });
  });

  it.each([
    ['is not there', 'nowhere', 'a folder of the workspace'],
    ['is a file', 'manifests/a.yaml', 'a folder of the workspace'],
    ['has no YAML', 'empty', 'a folder with .yaml files'],
  ])('says so when the folder %s', async (_what, sourcePath, expected) => {
    workspace.addContent({ task: { empty: { 'x.txt': '' } } });

    await expect(
      runIn(worldThatAccepts(), { sourcePath }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(`expected ${expected}`),
    });
  });

  it('reads nothing outside of the workspace', async () => {
    workspace.addContent({
      secret: { 'a.yaml': 'secret: true\n' },
      task: {
        linked: ({ symlink }) => symlink('../secret'),
        files: { 'a.yaml': ({ symlink }) => symlink('../../secret/a.yaml') },
      },
    });
    const world = worldThatAccepts();

    for (const sourcePath of ['../secret', 'linked', 'files']) {
      await expect(runIn(world, { sourcePath })).rejects.toThrow();
    }
    expect(world.api.calls).toEqual([]);
  });

  it('refuses a file that is too large before reading it', async () => {
    workspace.addContent({
      task: { manifests: { 'a.yaml': 'x'.repeat(64 * 1024 + 1) } },
    });

    await expect(runIn(worldThatAccepts())).rejects.toThrow(
      'a.yaml: expected at most 64 KiB, got 65 KiB',
    );
  });

  it('names the file that the control plane refuses', async () => {
    const world = worldThatAccepts();
    world.api.on(
      change,
      problem(400, 'The change is not valid', [
        {
          field: 'extraManifests[0].content',
          expected: 'no Secret',
          got: 'a Secret',
        },
      ]),
    );

    await expect(runIn(world)).rejects.toThrow(
      'extraManifests[0].content: expected no Secret, got a Secret',
    );
  });
});

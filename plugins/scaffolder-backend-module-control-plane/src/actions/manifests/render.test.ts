import { createMockDirectory } from '@backstage/backend-test-utils';
import { ActionWorld } from '../../__testUtils__/ActionWorld';
import { problem } from '../../__testUtils__/FakeControlPlane';
import { aPlan, digest, environment } from '../../__testUtils__/fixtures';
import { createManifestsRenderAction } from './render';

const plan = 'POST /v1/environment-requests/plan';

describe('control-plane:manifests:render', () => {
  const workspace = createMockDirectory();
  const runIn = (world: ActionWorld, input: { targetPath?: string } = {}) =>
    world.run(
      createManifestsRenderAction(world.services),
      { ...environment, ...input },
      { workspacePath: workspace.path },
    );

  beforeEach(() => workspace.clear());

  it('writes the files of the plan and asks for nothing', async () => {
    const world = new ActionWorld();
    world.api.on(plan, { body: aPlan() });

    await runIn(world, { targetPath: './preview' });

    expect(workspace.content()).toEqual({
      preview: {
        'namespace.yaml': '# namespace.yaml\n',
        policies: { 'quota.yaml': '# policies/quota.yaml\n' },
      },
    });
    expect(world.api.calls).toEqual([plan]);
    expect(world.outputs).toEqual({
      planDigest: digest,
      files: ['namespace.yaml', 'policies/quota.yaml'],
      namespaces: ['payments-checkout-01234567'],
      monthlyCost: 150,
      currency: 'USD',
      approvalRequired: false,
    });
  });

  it.each(['../outside', '/tmp'])('writes nothing to %s', async targetPath => {
    const world = new ActionWorld();
    world.api.on(plan, { body: aPlan() });

    await expect(runIn(world, { targetPath })).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('follows no link out of the workspace', async () => {
    const world = new ActionWorld();
    world.api.on(plan, { body: aPlan() });
    workspace.setContent({
      outside: {},
      task: { manifests: ({ symlink }) => symlink('../outside') },
    });

    await expect(
      world.run(createManifestsRenderAction(world.services), environment, {
        workspacePath: workspace.resolve('task'),
      }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(workspace.content({ path: 'outside' })).toEqual({});
  });

  it('fails with what is wrong in the input', async () => {
    const world = new ActionWorld();
    world.api.on(
      plan,
      problem(400, 'The request is not valid', [
        { field: 'class', expected: 'a class that is offered', got: '"x"' },
      ]),
    );

    await expect(runIn(world)).rejects.toThrow(
      'class: expected a class that is offered, got "x"',
    );
  });
});

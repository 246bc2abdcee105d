import { ActionWorld } from '../../__testUtils__/ActionWorld';
import { problem } from '../../__testUtils__/FakeControlPlane';
import { aClass } from '../../__testUtils__/fixtures';
import { createClassesListAction } from './list';

const list = 'GET /v1/environment-classes';

describe('control-plane:classes:list', () => {
  const world = new ActionWorld();
  const action = createClassesListAction(world.services);

  beforeEach(() => {
    world.api.on(list, {
      body: {
        items: [
          aClass(),
          aClass({
            name: 'production',
            regions: ['us-east-1', 'us-west-2'],
            approval: { requiredFor: ['create'] },
          }),
        ],
      },
    });
  });

  it('puts out what may be requested', async () => {
    await world.run(action, {});

    expect(world.outputs.names).toEqual(['preview', 'production']);
    expect(world.outputs.classes).toMatchObject([
      {
        name: 'preview',
        defaultHours: 72,
        maxHours: 168,
        monthlyCost: 150,
        currency: 'USD',
        approvalRequiredFor: [],
      },
      { name: 'production', approvalRequiredFor: ['create'] },
    ]);
  });

  it('puts out the classes of a region', async () => {
    await world.run(action, { region: 'us-west-2' });

    expect(world.outputs.names).toEqual(['production']);
  });

  it('fails with what the control plane said', async () => {
    world.api.on(list, problem(403, 'You have no role here'));

    await expect(world.run(action, {})).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: 'Could not list the classes: You have no role here',
    });
  });
});

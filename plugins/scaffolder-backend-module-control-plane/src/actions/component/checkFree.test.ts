import { Entity } from '@backstage/catalog-model';
import { ActionWorld } from '../../__testUtils__/ActionWorld';
import { createComponentCheckFreeAction } from './checkFree';

const billing: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'billing-api', namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/platform' }],
};

const runIn = (
  world: ActionWorld,
  app: string,
  overrides: Parameters<ActionWorld['run']>[2] = {},
) =>
  world.run(createComponentCheckFreeAction(world.services), { app }, overrides);

describe('control-plane:component:check-free', () => {
  it('passes a name that no component has', async () => {
    const world = new ActionWorld({
      entities: [billing, { ...billing, kind: 'API', metadata: { name: 'a' } }],
    });

    await runIn(world, 'a');

    expect(world.log).toEqual(['No component is component:default/a yet']);
  });

  it.each([
    ['in a run', {}],
    ['in a dry run', { isDryRun: true }],
  ])('refuses a name that is taken, %s', async (_when, overrides) => {
    const world = new ActionWorld({ entities: [billing] });

    await expect(runIn(world, 'billing-api', overrides)).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'app: expected a name that no component has, got "billing-api": component:default/billing-api belongs to group:default/platform. Choose another name',
    });
  });

  it('refuses a name that is taken by a component without an owner', async () => {
    const world = new ActionWorld({
      entities: [{ ...billing, relations: [] }],
    });

    await expect(runIn(world, 'billing-api')).rejects.toThrow(
      'component:default/billing-api belongs to nobody',
    );
  });

  it('looks as the person who started the task', async () => {
    const world = new ActionWorld();
    const look = jest.spyOn(world.catalog, 'getEntityByRef');

    await runIn(world, 'billing-api');

    expect(look).toHaveBeenCalledWith('component:default/billing-api', {
      credentials: expect.objectContaining({
        principal: expect.objectContaining({ type: 'user' }),
      }),
    });
  });

  it('does not meet the component of its own run when the task is resumed', async () => {
    const world = new ActionWorld();
    await runIn(world, 'billing-api');
    world.catalog.getEntityByRef = async () => billing;

    await expect(runIn(world, 'billing-api')).resolves.toBeUndefined();
  });

  it('refuses after a resumed task when the first look had refused', async () => {
    const world = new ActionWorld({ entities: [billing] });
    await expect(runIn(world, 'billing-api')).rejects.toThrow('got');

    await expect(runIn(world, 'billing-api')).rejects.toThrow('got');
  });
});

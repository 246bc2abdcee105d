import { ActionWorld } from '../../__testUtils__/ActionWorld';
import { aRequest, requestCall, requestId } from '../../__testUtils__/fixtures';
import { createRequestDeleteAction } from './delete';

const remove = `DELETE /v1/environment-requests/${requestId}`;

describe('control-plane:request:delete', () => {
  it('asks for the environment to be torn down', async () => {
    const world = new ActionWorld();
    const asked = aRequest({ generation: 2, phase: 'deleting' });
    world.api
      .on(requestCall, { body: aRequest() }, { body: asked })
      .on(remove, { status: 202, body: asked });

    await world.run(createRequestDeleteAction(world.services), {
      requestId,
      reason: 'Done',
    });

    expect(world.api.seen[1]).toMatchObject({
      call: remove,
      body: { reason: 'Done' },
    });
    expect(world.outputs).toMatchObject({ generation: 2, phase: 'deleting' });
  });

  it.each(['deleting', 'deleted'] as const)(
    'leaves an environment alone that is %s',
    async phase => {
      const world = new ActionWorld();
      world.api.on(requestCall, { body: aRequest({ phase }) });

      await world.run(createRequestDeleteAction(world.services), { requestId });

      expect(world.api.calls).toEqual([requestCall]);
      expect(world.outputs.phase).toBe(phase);
    },
  );

  it('fails when there is no such request, in a dry run too', async () => {
    const world = new ActionWorld();

    await expect(
      world.run(
        createRequestDeleteAction(world.services),
        { requestId },
        { isDryRun: true },
      ),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('says what it would tear down in a dry run', async () => {
    const world = new ActionWorld();
    world.api.on(requestCall, { body: aRequest() });

    await world.run(
      createRequestDeleteAction(world.services),
      { requestId },
      { isDryRun: true },
    );

    expect(world.api.calls).toEqual([requestCall]);
    expect(world.log.join('\n')).toContain(
      'preview of payments/checkout with the namespaces payments-checkout-01234567',
    );
  });
});

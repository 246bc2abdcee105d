import { ActionWorld } from '../../__testUtils__/ActionWorld';
import { problem } from '../../__testUtils__/FakeControlPlane';
import { aRequest, requestCall, requestId } from '../../__testUtils__/fixtures';
import { createRequestExtendAction } from './extend';

const extend = `POST /v1/environment-requests/${requestId}/extend`;
const expiresAt = '2030-02-04T11:00:00.000Z';

function worldWith(request = aRequest()): ActionWorld {
  const world = new ActionWorld();
  world.api.on(requestCall, { body: request });
  return world;
}

describe('control-plane:request:extend', () => {
  it('asks for more hours and tells when the lease ends', async () => {
    const { lease } = aRequest();
    const extended = aRequest({
      generation: 2,
      lease: { ...lease, expiresAt },
    });
    const world = worldWith(extended);
    world.api.on(extend, { body: extended });

    await world.run(createRequestExtendAction(world.services), {
      requestId,
      hours: 24,
      reason: 'Review',
    });

    expect(world.api.seen[0].body).toEqual({ hours: 24, reason: 'Review' });
    expect(world.log.join('\n')).toContain(`its lease ends ${expiresAt}`);
    expect(world.outputs).toMatchObject({ requestId, generation: 2 });
  });

  it('does not extend twice when the task is resumed', async () => {
    const world = worldWith();
    world.api.on(extend, { body: aRequest({ generation: 2 }) });
    const action = createRequestExtendAction(world.services);

    await world.run(action, { requestId, hours: 24 });
    await world.run(action, { requestId, hours: 24 });

    expect(world.api.calls.filter(call => call === extend)).toHaveLength(1);
  });

  it('repeats its key when the checkpoint was lost', async () => {
    const world = worldWith();
    world.api.on(extend, { body: aRequest({ generation: 2 }) });
    const action = createRequestExtendAction(world.services);

    await world.run(action, { requestId, hours: 24 });
    world.checkpoints.clear();
    await world.run(action, { requestId, hours: 24 });

    const keys = world.api.seen
      .filter(({ call }) => call === extend)
      .map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toEqual([keys[0], keys[0]]);
    expect(keys[0]).toMatch(/^scaffolder:task-1:[0-9a-f]{16}$/);
  });

  it('names the limit that was hit', async () => {
    const world = worldWith();
    world.api.on(
      extend,
      problem(400, 'The lease is too long', [
        { field: 'hours', expected: 'at most 96', got: '200' },
      ]),
    );

    await expect(
      world.run(createRequestExtendAction(world.services), {
        requestId,
        hours: 200,
      }),
    ).rejects.toThrow('hours: expected at most 96, got 200');
  });

  it('only looks whether the request is there in a dry run', async () => {
    const world = worldWith();

    await world.run(
      createRequestExtendAction(world.services),
      { requestId, hours: 24 },
      { isDryRun: true },
    );

    expect(world.api.calls).toEqual([requestCall]);
    expect(world.log.join('\n')).toContain('Would ask for 24 more hours');
  });
});

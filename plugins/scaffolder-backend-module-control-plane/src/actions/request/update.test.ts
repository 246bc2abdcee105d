import { ActionWorld } from '../../__testUtils__/ActionWorld';
import { problem } from '../../__testUtils__/FakeControlPlane';
import {
  aPlan,
  aRequest,
  requestCall,
  requestId,
} from '../../__testUtils__/fixtures';
import { createRequestUpdateAction } from './update';

const change = `PATCH /v1/environment-requests/${requestId}`;
const plan = `POST /v1/environment-requests/${requestId}/plan`;
const parameters = { replicas: 3 };

describe('control-plane:request:update', () => {
  it('asks for a change of the request as it is', async () => {
    const world = new ActionWorld();
    const changed = aRequest({ generation: 2, version: 4 });
    world.api
      .on(requestCall, { body: aRequest(), etag: '"3"' }, { body: changed })
      .on(change, { body: changed });

    await world.run(createRequestUpdateAction(world.services), {
      requestId,
      parameters,
      source: null,
    });

    const [, asked] = world.api.seen;
    expect(asked.body).toEqual({ parameters, source: null });
    expect(asked.headers.get('if-match')).toBe('"3"');
    expect(world.outputs).toMatchObject({ requestId, generation: 2 });
  });

  it('reads the request anew when somebody else changed it meanwhile', async () => {
    const world = new ActionWorld();
    const changed = aRequest({ generation: 3, version: 5 });
    world.api
      .on(
        requestCall,
        { body: aRequest(), etag: '"3"' },
        { body: aRequest({ version: 4 }), etag: '"4"' },
        { body: changed, etag: '"5"' },
      )
      .on(change, problem(412, 'It has changed'), { body: changed });

    await world.run(createRequestUpdateAction(world.services), {
      requestId,
      parameters,
    });

    expect(
      world.api.seen
        .filter(({ call }) => call === change)
        .map(({ headers }) => headers.get('if-match')),
    ).toEqual(['"3"', '"4"']);
    expect(world.outputs.generation).toBe(3);
  });

  it('gives up when the request does not stop changing', async () => {
    const world = new ActionWorld();
    world.api
      .on(requestCall, { body: aRequest(), etag: '"3"' })
      .on(change, problem(412, 'It has changed'));

    await expect(
      world.run(createRequestUpdateAction(world.services), {
        requestId,
        parameters,
      }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    expect(world.api.calls.filter(call => call === change)).toHaveLength(5);
  });

  it('asks once when the task is resumed', async () => {
    const world = new ActionWorld();
    const changed = aRequest({ generation: 2 });
    world.api
      .on(requestCall, { body: changed, etag: '"3"' })
      .on(change, { body: changed });
    const action = createRequestUpdateAction(world.services);

    await world.run(action, { requestId, parameters });
    await world.run(action, { requestId, parameters });

    expect(world.api.calls.filter(call => call === change)).toHaveLength(1);
  });

  it('shows the plan in a dry run', async () => {
    const world = new ActionWorld();
    world.api.on(plan, { body: aPlan({ action: 'update', generation: 2 }) });

    await world.run(
      createRequestUpdateAction(world.services),
      { requestId, parameters },
      { isDryRun: true },
    );

    expect(world.api.calls).toEqual([plan]);
    expect(world.outputs).toMatchObject({ generation: 2, phase: 'approved' });
  });
});

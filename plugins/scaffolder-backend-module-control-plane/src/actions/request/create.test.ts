import {
  EnvironmentRequest,
  LABEL_REQUEST_ID,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ActionWorld } from '../../__testUtils__/ActionWorld';
import { problem } from '../../__testUtils__/FakeControlPlane';
import {
  aPlan,
  aRequest,
  aRevisionSummary,
  environment,
  requestCall,
  requestId,
} from '../../__testUtils__/fixtures';
import { createRequestCreateAction } from './create';

const create = 'POST /v1/environment-requests';
const plan = 'POST /v1/environment-requests/plan';
const checkout = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
  spec: {},
};

function worldThatAccepts(request: EnvironmentRequest): ActionWorld {
  const world = new ActionWorld();
  world.api
    .on(create, { status: 201, body: request })
    .on(requestCall, { body: request, etag: '"3"' });
  return world;
}

const runIn = (
  world: ActionWorld,
  input: Partial<Parameters<typeof world.run>[1]> = {},
  overrides: Parameters<typeof world.run>[2] = {},
) =>
  world.run(
    createRequestCreateAction(world.services),
    { ...environment, ...input },
    overrides,
  );

describe('control-plane:request:create', () => {
  it('asks with the token of the person who started the task and puts out what was made', async () => {
    const world = worldThatAccepts(aRequest({ phase: 'queued' }));

    await runIn(world, { leaseHours: 24, reason: 'Review' });

    const [asked] = world.api.seen;
    expect(asked.body).toEqual({
      ...environment,
      leaseHours: 24,
      reason: 'Review',
    });
    expect(asked.headers.get('authorization')).toMatch(
      /^Bearer mock-service-token:.*user:default\/mock/,
    );
    expect(world.outputs).toEqual({
      requestId,
      generation: 1,
      phase: 'queued',
      requestUrl: `/control-plane/requests/${requestId}`,
      approvalRequired: false,
    });
  });

  it('tells that a person has to say yes', async () => {
    const world = worldThatAccepts(
      aRequest({
        phase: 'pending_approval',
        openRevisions: [aRevisionSummary()],
      }),
    );

    await runIn(world);

    expect(world.outputs).toMatchObject({
      phase: 'pending_approval',
      approvalRequired: true,
    });
  });

  it('puts out the entity of an environment that the catalog has already', async () => {
    const world = new ActionWorld({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Resource',
          metadata: {
            name: 'checkout-preview',
            annotations: { [LABEL_REQUEST_ID]: requestId },
          },
        },
      ],
    });
    world.api
      .on(create, { status: 200, body: aRequest() })
      .on(requestCall, { body: aRequest() });

    await runIn(world);

    expect(world.outputs.entityRef).toBe('resource:default/checkout-preview');
  });

  it.each([
    ['a repository that nobody filled in', { source: {} }],
    ['no repository', { source: null }],
    ['empty texts', { owner: '', reason: '' }],
  ])('does not send %s', async (_what, input) => {
    const world = worldThatAccepts(aRequest());

    await runIn(world, input);

    expect(world.api.seen[0].body).toEqual(environment);
  });

  it('names every field that is wrong', async () => {
    const world = new ActionWorld();
    world.api.on(
      create,
      problem(400, 'The request is not valid', [
        { field: 'region', expected: 'one of us-east-1', got: '"mars"' },
        { field: 'source.ref', expected: 'a branch', got: 'nothing' },
      ]),
    );

    await expect(runIn(world)).rejects.toMatchObject({
      name: 'InputError',
      message: [
        'Could not ask for the environment: The request is not valid',
        '  region: expected one of us-east-1, got "mars"',
        '  source.ref: expected a branch, got nothing',
      ].join('\n'),
    });
  });

  it.each([
    [401, 'AuthenticationError'],
    [403, 'NotAllowedError'],
    [409, 'ConflictError'],
    [503, 'ServiceUnavailableError'],
  ])('fails with what the control plane said: %d', async (status, name) => {
    const world = new ActionWorld();
    world.api.on(create, problem(status, 'It said no'));

    await expect(runIn(world)).rejects.toMatchObject({
      name,
      message: expect.stringContaining('It said no'),
    });
  });

  it('finds its request again when the task is resumed', async () => {
    const world = worldThatAccepts(aRequest());
    await runIn(world);
    await runIn(world);

    expect(world.api.calls.filter(call => call === create)).toHaveLength(1);
    expect(world.outputs.requestId).toBe(requestId);
  });

  it('repeats its key when the checkpoint was lost, and no other step has it', async () => {
    const world = worldThatAccepts(aRequest());
    const step = { id: 'one', name: 'One' };
    for (const overrides of [
      { step },
      { step },
      { step: { id: 'two', name: 'Two' } },
      { step, each: { key: '0', value: 'eu' } },
      { step, each: { key: '1', value: 'us' } },
    ]) {
      world.checkpoints.clear();
      await runIn(world, {}, overrides);
    }

    const keys = world.api.seen
      .filter(({ call }) => call === create)
      .map(({ headers }) => headers.get('idempotency-key'));
    expect(keys[1]).toBe(keys[0]);
    expect(new Set(keys).size).toBe(4);
    expect(keys[0]).toMatch(/^scaffolder:task-1:[0-9a-f]{16}$/);
  });

  it('asks under the key of the plan that the form showed, when there was one', async () => {
    const world = worldThatAccepts(aRequest());
    await runIn(world, { planKey: '0123456789abcdef' });
    world.checkpoints.clear();
    await runIn(world, { planKey: '' });

    const keys = world.api.seen
      .filter(({ call }) => call === create)
      .map(({ headers }) => headers.get('idempotency-key'));
    expect(keys).toEqual([
      '0123456789abcdef',
      expect.stringMatching(/^scaffolder:task-1:/),
    ]);
  });

  it('asks for nothing when the task is cancelled', async () => {
    const world = worldThatAccepts(aRequest());

    await expect(
      runIn(world, {}, { signal: AbortSignal.abort(new Error('cancelled')) }),
    ).rejects.toThrow('cancelled');
    expect(world.api.calls).toEqual([]);
  });

  describe('in a dry run', () => {
    it('shows the plan and asks for nothing', async () => {
      const world = new ActionWorld();
      world.api.on(plan, {
        body: aPlan({ approval: { required: true, rule: 'class:preview' } }),
      });

      await runIn(world, {}, { isDryRun: true });

      expect(world.api.calls).toEqual([plan]);
      expect(world.log.join('\n')).toContain('price: 150 USD a month');
      expect(world.outputs).toMatchObject({
        requestId,
        approvalRequired: true,
        phase: 'pending_approval',
      });
    });

    it('says so when the component would be made by a step before it', async () => {
      const world = new ActionWorld();

      await runIn(world, { waitForComponent: true }, { isDryRun: true });

      expect(world.api.calls).toEqual([]);
      expect(world.log.join('\n')).toContain(
        'component:default/checkout is not in the catalog',
      );
      expect(world.outputs.requestId).toMatch(/^req-[0-9a-f]{16}$/);
    });
  });

  describe('with waitForComponent', () => {
    it('asks as soon as the component is in the catalog', async () => {
      const world = worldThatAccepts(aRequest());
      const look = jest.spyOn(world.catalog, 'getEntityByRef');
      look.mockResolvedValueOnce(undefined);
      look.mockResolvedValueOnce(undefined);
      look.mockResolvedValueOnce(checkout);

      await runIn(world, { waitForComponent: true });

      expect(world.clock.sleeps).toEqual([1000, 1000]);
      expect(world.outputs.requestId).toBe(requestId);
    });

    it('fails when the component does not come', async () => {
      const world = worldThatAccepts(aRequest());

      await expect(runIn(world, { waitForComponent: 3 })).rejects.toThrow(
        'Expected component:default/checkout in the catalog within 3 seconds',
      );
      expect(world.api.calls).toEqual([]);
    });

    it('stops waiting when the task is cancelled', async () => {
      const world = worldThatAccepts(aRequest());
      const cancel = new AbortController();
      world.clock.onSleep = () => cancel.abort(new Error('cancelled'));

      await expect(
        runIn(world, { waitForComponent: 60 }, { signal: cancel.signal }),
      ).rejects.toThrow('cancelled');
      expect(world.clock.sleeps).toHaveLength(1);
    });

    describe('and componentLocation', () => {
      const location =
        'https://git.example.com/payments/checkout/catalog-info.yaml';
      const from = (annotations: Record<string, string>) => ({
        ...checkout,
        metadata: { ...checkout.metadata, annotations },
        relations: [{ type: 'ownedBy', targetRef: 'group:default/platform' }],
      });

      it.each([
        ['read from that file', 'backstage.io/managed-by-location'],
        [
          'reached through that file',
          'backstage.io/managed-by-origin-location',
        ],
      ])('asks for a component that is %s', async (_how, annotation) => {
        const world = worldThatAccepts(aRequest());
        const look = jest.spyOn(world.catalog, 'getEntityByRef');
        look.mockResolvedValueOnce(undefined);
        look.mockResolvedValueOnce(
          from({
            'backstage.io/managed-by-location': 'url:https://else.example.com',
            'backstage.io/managed-by-origin-location': 'gitea-provider:all',
            [annotation]: `url:${location}`,
          }),
        );

        await runIn(world, {
          waitForComponent: true,
          componentLocation: location,
        });

        expect(world.clock.sleeps).toEqual([1000]);
        expect(world.outputs.requestId).toBe(requestId);
      });

      it('asks for nothing when the component comes from elsewhere', async () => {
        const world = worldThatAccepts(aRequest());
        const look = jest.spyOn(world.catalog, 'getEntityByRef');
        look.mockResolvedValue(
          from({
            'backstage.io/managed-by-location': 'file:/etc/entities.yaml',
            'backstage.io/managed-by-origin-location':
              'file:/etc/entities.yaml',
          }),
        );

        await expect(
          runIn(world, { waitForComponent: true, componentLocation: location }),
        ).rejects.toMatchObject({
          name: 'ConflictError',
          message: `Expected component:default/checkout from url:${location}, got the one from file:/etc/entities.yaml, which belongs to group:default/platform: two components have the name. Rename one of them, then ask for the environment`,
        });
        expect(world.api.calls).toEqual([]);
        expect(world.clock.sleeps).toEqual([]);
      });

      it('asks for nothing when nobody knows where the component comes from', async () => {
        const world = worldThatAccepts(aRequest());
        const look = jest.spyOn(world.catalog, 'getEntityByRef');
        look.mockResolvedValue(checkout);

        await expect(
          runIn(world, { waitForComponent: true, componentLocation: location }),
        ).rejects.toThrow('got the one from an unknown location');
        expect(world.api.calls).toEqual([]);
      });

      it.each(['', 'url:https://git.example.com/catalog-info.yaml'])(
        'refuses "%s", which is no address',
        async componentLocation => {
          const world = worldThatAccepts(aRequest());

          await expect(
            runIn(world, { waitForComponent: true, componentLocation }),
          ).rejects.toThrow('componentLocation: expected the http or https');
          expect(world.api.calls).toEqual([]);
        },
      );

      it('refuses a location that nobody waits for', async () => {
        const world = worldThatAccepts(aRequest());

        await expect(
          runIn(world, { componentLocation: location }),
        ).rejects.toThrow('componentLocation: expected waitForComponent');
        expect(world.api.calls).toEqual([]);
      });

      it('plays in a dry run, where no step has registered anything', async () => {
        const world = new ActionWorld();

        await runIn(
          world,
          { waitForComponent: true, componentLocation: '' },
          { isDryRun: true },
        );

        expect(world.outputs.requestId).toMatch(/^req-[0-9a-f]{16}$/);
      });
    });

    it('takes a reference as well as a name', async () => {
      const world = worldThatAccepts(aRequest());
      const look = jest.spyOn(world.catalog, 'getEntityByRef');
      look.mockResolvedValue(checkout);

      await runIn(world, {
        app: 'component:default/checkout',
        waitForComponent: true,
      });

      expect(look).toHaveBeenCalledWith(
        'component:default/checkout',
        expect.anything(),
      );
    });
  });
});

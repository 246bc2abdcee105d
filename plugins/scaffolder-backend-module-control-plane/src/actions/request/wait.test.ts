import { ActionWorld } from '../../__testUtils__/ActionWorld';
import { problem } from '../../__testUtils__/FakeControlPlane';
import {
  aRequest,
  aRevision,
  aRevisionSummary,
  requestCall,
  requestId,
} from '../../__testUtils__/fixtures';
import { createRequestWaitAction } from './wait';

const revisionCall = (generation: number) =>
  `GET /v1/environment-requests/${requestId}/revisions/${generation}`;

const pending = aRequest({
  phase: 'pending_approval',
  openRevisions: [aRevisionSummary()],
});
const reconciling = aRequest({
  phase: 'reconciling',
  progress: {
    step: 'publish',
    message: 'waits for the lane of gitops',
    since: '2030-01-31T11:00:00.000Z',
  },
});

function worldThatShows(...requests: Array<ReturnType<typeof aRequest>>) {
  const world = new ActionWorld();
  world.api
    .on(requestCall, ...requests.map(body => ({ body })))
    .on(revisionCall(1), { body: aRevision() });
  return world;
}

const runIn = (
  world: ActionWorld,
  input: Partial<Parameters<typeof world.run>[1]> = {},
  overrides: Parameters<typeof world.run>[2] = {},
) =>
  world.run(
    createRequestWaitAction(world.services),
    { requestId, ...input },
    overrides,
  );

describe('control-plane:request:wait', () => {
  it('tells each change once and ends when the request is ready', async () => {
    const world = worldThatShows(
      aRequest({ phase: 'queued' }),
      reconciling,
      reconciling,
      aRequest({
        published: {
          generation: 1,
          repository: 'gitops',
          branch: 'main',
          commit: 'c0ffee',
          at: '2030-01-31T11:00:00.000Z',
        },
      }),
    );

    await runIn(world);

    expect(world.log).toEqual([
      `${requestId}: queued`,
      `${requestId}: reconciling; publish: waits for the lane of gitops`,
      `${requestId}: ready`,
    ]);
    expect(world.outputs).toMatchObject({
      reached: true,
      phase: 'ready',
      commit: 'c0ffee',
    });
  });

  it('ends without failing when a person has to decide, so that no slot is held', async () => {
    const world = worldThatShows(pending);

    await runIn(world);

    expect(world.clock.sleeps).toEqual([]);
    expect(world.outputs).toMatchObject({
      reached: false,
      approvalRequired: true,
      phase: 'pending_approval',
    });
    expect(world.log.join('\n')).toContain('waits for an approver');
  });

  it('goes on through the approval when it is told to', async () => {
    const world = worldThatShows(pending, pending, aRequest());

    await runIn(world, { waitForApproval: true });

    expect(world.outputs.reached).toBe(true);
  });

  it.each(['rejected', 'withdrawn'] as const)(
    'fails with the reason when the request is %s',
    async state => {
      const world = worldThatShows(aRequest({ phase: state }));
      world.api.on(revisionCall(1), {
        body: aRevision({ state, endedReason: 'not during the freeze' }),
      });

      await expect(runIn(world)).rejects.toThrow(
        `${requestId} will not become ready: generation 1 was ${state}: not during the freeze`,
      );
    },
  );

  it('fails with what a person can do when the request has failed for good', async () => {
    const since = '2030-01-31T11:00:00.000Z';
    const world = worldThatShows(
      aRequest({
        phase: 'failed',
        progress: {
          step: 'publish',
          message: '',
          since,
          failure: {
            reason: 'RemoteRefused',
            message: 'the remote refused the push',
            advice: 'give the deploy key write access',
            retryable: false,
          },
        },
      }),
    );

    await expect(runIn(world)).rejects.toThrow(
      'step publish failed: the remote refused the push; give the deploy key write access',
    );
  });

  it('says what was last seen when time is up', async () => {
    const world = worldThatShows(reconciling);

    await expect(runIn(world, { timeoutSeconds: 3 })).rejects.toThrow(
      `${requestId} is not ready after 3 seconds; last seen: reconciling; publish: waits for the lane of gitops`,
    );
    expect(world.clock.sleeps).toEqual([500, 750, 1125, 625]);
  });

  it('rides out a restart of the control plane', async () => {
    const world = new ActionWorld();
    world.api
      .on(requestCall, problem(503, 'It restarts'), { body: aRequest() })
      .on(revisionCall(1), { body: aRevision() });

    await runIn(world);

    expect(world.log).toContain(`${requestId}: It restarts; trying again`);
    expect(world.outputs.reached).toBe(true);
  });

  it('does not ride out a refusal', async () => {
    const world = new ActionWorld();
    world.api.on(requestCall, problem(404, 'There is no such request'));

    await expect(runIn(world)).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('There is no such request'),
    });
  });

  it('waits for a revision while an older one is in force', async () => {
    const world = worldThatShows(aRequest({ generation: 2 }));
    world.api.on(
      revisionCall(2),
      { body: aRevision({ generation: 2, state: 'approved' }) },
      { body: aRevision({ generation: 2, state: 'effective' }) },
    );

    await runIn(world, { generation: 2 });

    expect(world.clock.sleeps).toHaveLength(1);
    expect(world.outputs).toMatchObject({ reached: true, generation: 2 });
  });

  it('tells that a change of a ready request waits for a person', async () => {
    const world = worldThatShows(aRequest({ generation: 2 }));
    world.api.on(revisionCall(2), {
      body: aRevision({ generation: 2, state: 'pending_approval' }),
    });

    await runIn(world, { generation: 2 });

    expect(world.outputs).toMatchObject({ reached: false, phase: 'ready' });
  });

  it('fails when another change took the place of the one it waits for', async () => {
    const world = worldThatShows(aRequest({ generation: 3 }));
    world.api.on(revisionCall(2), {
      body: aRevision({ generation: 2, state: 'superseded' }),
    });

    await expect(runIn(world, { generation: 2 })).rejects.toThrow(
      'generation 2 was superseded',
    );
  });

  it('waits for an environment to be gone', async () => {
    const world = worldThatShows(
      aRequest({ phase: 'deleting' }),
      aRequest({ phase: 'deleted' }),
    );

    await runIn(world, { phase: 'deleted' });

    expect(world.outputs).toMatchObject({ reached: true, phase: 'deleted' });
  });

  it('stops when the task is cancelled', async () => {
    const world = worldThatShows(reconciling);
    const cancel = new AbortController();
    world.clock.onSleep = () => cancel.abort(new Error('cancelled'));

    await expect(runIn(world, {}, { signal: cancel.signal })).rejects.toThrow(
      'cancelled',
    );
    expect(world.clock.sleeps).toHaveLength(1);
  });

  it('waits for nothing in a dry run', async () => {
    const world = new ActionWorld();

    await runIn(world, {}, { isDryRun: true });

    expect(world.api.calls).toEqual([]);
    expect(world.outputs.reached).toBe(true);
  });
});

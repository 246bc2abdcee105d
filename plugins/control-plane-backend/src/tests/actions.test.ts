import { TestDatabases } from '@backstage/backend-test-utils';
import { RequestActionVerdict } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestAnswer, TestCaller } from '../__testUtils__/TestCaller';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const ROLES = ['viewer', 'approver', 'requester', 'admin'] as const;

const REQUESTS = '/v1/environment-requests';

describe.each(databases.eachSupportedId())('actions on %s', id => {
  let harness: TestHarness;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id), {
      remote: 'http',
    });
  });

  afterAll(() => harness?.stop());

  const verdictsOf = async (by: TestCaller, requestId: string) =>
    (await by.api.listRequestActions(requestId)).items;

  /** Does what a verdict speaks of, by the plan as it is. */
  async function act(
    by: TestCaller,
    requestId: string,
    { action, generation }: RequestActionVerdict,
  ): Promise<TestAnswer> {
    const { request, etag } = await harness.admin.api.getRequest(requestId);
    const at = generation ?? request.generation;
    const path = `${REQUESTS}/${requestId}`;
    switch (action) {
      case 'update':
        return by.send('PATCH', path, {
          body: { labels: { version: String(request.version) } },
          headers: { 'if-match': etag ?? '' },
        });
      case 'extend':
        return by.send('POST', `${path}/extend`, { body: { hours: 1 } });
      case 'delete':
        return by.send('DELETE', path);
      case 'reconcile':
        return by.send('POST', `${path}/reconcile`);
      case 'withdraw':
        return by.send('POST', `${path}/withdraw`, {
          body: { generation: at },
        });
      case 'approve':
      case 'reject': {
        const { planDigest } = await harness.admin.api.getRevision(
          requestId,
          at,
        );
        return by.send('POST', `${path}/${action}`, {
          body: { generation: at, planDigest, comment: 'Because' },
        });
      }
      default: {
        const unreachable: never = action;
        throw new Error(`Unknown action ${unreachable}`);
      }
    }
  }

  /** Takes an action and holds what came of it to what was said before; a call that changes nothing counts as refused. */
  async function expectAgreement(
    role: (typeof ROLES)[number],
    requestId: string,
    action: RequestActionVerdict['action'],
  ): Promise<void> {
    const caller = harness.as(role);
    const before = await harness.admin.get(requestId);
    const said = (await verdictsOf(caller, requestId)).find(
      verdict => verdict.action === action,
    );
    if (!said) {
      throw new Error(`Nothing was said about ${action}`);
    }
    const { status } = await act(caller, requestId, said);
    const after = await harness.admin.get(requestId);
    const done = status < 300 && after.version !== before.version;
    expect({ role, action, phase: before.phase, allowed: done }).toEqual({
      role,
      action,
      phase: before.phase,
      allowed: said.allowed,
    });
    expect(said.reason === undefined).toBe(said.allowed);
  }

  it.each([
    ['preview', preview],
    ['production', production],
  ])(
    'says of a %s what then happens, from role to role and phase to phase',
    async (_, body) => {
      const { id: requestId } = await harness.requester.create(body);
      const phases = new Set<string>();
      const rounds = [
        ['reconcile', 'approve', 'update', 'extend'],
        ['reject', 'withdraw', 'update', 'approve', 'reconcile'],
        ['extend', 'delete', 'withdraw', 'delete', 'approve'],
        ['update', 'delete', 'extend', 'reconcile'],
      ] as const;
      for (const round of rounds) {
        for (const action of round) {
          for (const role of ROLES) {
            await harness.untilIdle();
            phases.add((await harness.admin.get(requestId)).phase);
            await expectAgreement(role, requestId, action);
          }
        }
      }
      expect([...phases]).toEqual(expect.arrayContaining(['ready', 'deleted']));
    },
  );

  it('says that a request which is being torn down takes nothing more', async () => {
    const { id: requestId } = await harness.aReadyPreview(preview);
    await harness.untilSettled(requestId);
    await harness.withRemoteFault(503, async () => {
      await harness.requester.api.deleteRequest(requestId);
      await harness.untilPhase(requestId, 'deleting');
      const said = await verdictsOf(harness.requester, requestId);
      expect(
        said
          .filter(({ action }) =>
            ['update', 'extend', 'delete'].includes(action),
          )
          .map(({ allowed, reason }) => [allowed, reason]),
      ).toEqual(Array(3).fill([false, 'it is being torn down']));
      for (const action of ['update', 'extend', 'delete'] as const) {
        await expectAgreement('requester', requestId, action);
      }
    });
    await harness.untilPhase(requestId, 'deleted');
  });

  it('says why, in words for the one who asks', async () => {
    const waiting = await harness.requester.create(production);
    const reasonFor = async (
      by: TestCaller,
      action: RequestActionVerdict['action'],
    ) =>
      (await verdictsOf(by, waiting.id)).find(
        verdict => verdict.action === action,
      )?.reason;
    expect(await reasonFor(harness.viewer, 'update')).toContain(
      'it needs the role requester or approver or admin',
    );
    expect(await reasonFor(harness.requester, 'approve')).toContain(
      'it needs the role approver or admin',
    );
    expect(await reasonFor(harness.approver, 'approve')).toBeUndefined();
    expect(await reasonFor(harness.approver, 'reconcile')).toBe(
      'nothing of it is approved yet',
    );
    const own = await harness.admin.create(production);
    const ofOwn = await verdictsOf(harness.admin, own.id);
    expect(ofOwn.find(({ action }) => action === 'approve')).toMatchObject({
      generation: 1,
      allowed: false,
      reason: 'you asked for it yourself; somebody else has to decide',
    });
  });

  it('says that a lease at its cap cannot be extended, and so it is', async () => {
    const { id: requestId } = await harness.aReadyPreview({
      ...preview,
      leaseHours: 168,
    });
    await harness.untilIdle();
    await expectAgreement('requester', requestId, 'extend');
    const said = await verdictsOf(harness.requester, requestId);
    expect(said.find(({ action }) => action === 'extend')).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('168 hours in all'),
    });
  });

  it('tells each caller what they may do at all', async () => {
    const everywhere = [{}];
    const platform = [{ teams: ['platform'] }];
    const of = (by: TestCaller) => by.api.getCaller();
    expect(await of(harness.viewer)).toEqual({
      subject: 'user:default/vera',
      roles: ['viewer'],
      create: [],
      mayDecide: false,
      operations: 'none',
      mayReadAudit: false,
    });
    expect(await of(harness.requester)).toMatchObject({
      roles: ['requester'],
      create: platform,
      mayDecide: false,
      operations: 'none',
      mayReadAudit: true,
    });
    expect(await of(harness.approver)).toMatchObject({
      roles: ['approver'],
      create: [{ teams: ['change-approvers'] }],
      mayDecide: true,
      operations: 'read',
      mayReadAudit: true,
    });
    expect(await of(harness.admin)).toMatchObject({
      roles: ['admin'],
      create: everywhere,
      mayDecide: true,
      operations: 'manage',
    });
    expect(await of(harness.ci)).toMatchObject({
      subject: 'external:ci',
      roles: ['requester'],
      create: platform,
      mayDecide: false,
    });
    expect(await of(harness.as('stranger'))).toMatchObject({
      roles: [],
      create: [],
      mayDecide: false,
      operations: 'none',
      mayReadAudit: false,
    });
  });
});

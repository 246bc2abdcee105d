import { TestDatabases } from '@backstage/backend-test-utils';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { refusalOf } from '../__testUtils__/TestCaller';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const HOUR_MS = 3_600_000;

const hoursBetween = (from?: string, to?: string) =>
  (Date.parse(to ?? '') - Date.parse(from ?? '')) / HOUR_MS;

describe.each(databases.eachSupportedId())('lease on %s', id => {
  let harness: TestHarness;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
  });

  afterAll(() => harness?.stop());

  it('is extended once by the same call with the same key', async () => {
    const ready = await harness.aReadyPreview(preview);
    const { api } = harness.requester;
    const key = { idempotencyKey: `extend-${ready.id}` };
    const once = await api.extendRequest(ready.id, { hours: 2 }, key);
    const again = await api.extendRequest(ready.id, { hours: 2 }, key);
    expect(again.lease.expiresAt).toBe(once.lease.expiresAt);
    expect(again.generation).toBe(once.generation);
    expect(
      await refusalOf(api.extendRequest(ready.id, { hours: 3 }, key)),
    ).toBe(409);
    expect(
      await refusalOf(harness.requester.create(preview, key.idempotencyKey)),
    ).toBe(409);
    const more = await api.extendRequest(ready.id, { hours: 2 });
    expect(hoursBetween(once.lease.expiresAt, more.lease.expiresAt)).toBe(2);
  });

  async function aReadyProduction() {
    const { id: requestId } = await harness.requester.create(production);
    await harness.approver.approve(requestId);
    return harness.untilReady(requestId);
  }

  it('starts with the publication and lasts as long as the class says', async () => {
    const { id: waiting } = await harness.requester.create(production);
    expect((await harness.requester.get(waiting)).lease.startedAt).toBe(
      undefined,
    );
    const { lease } = await harness.aReadyPreview(preview);
    expect(lease).toMatchObject({
      hours: 72,
      maxHours: 168,
      onExpiry: 'delete',
    });
    expect(hoursBetween(lease.startedAt, lease.expiresAt)).toBe(72);
  });

  it('is refused above the cap of the class', async () => {
    const answer = await harness.requester.send(
      'POST',
      '/v1/environment-requests',
      { body: { ...preview, leaseHours: 169 } },
    );
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      {
        field: 'leaseHours',
        expected: 'at most 168, the cap of class preview',
        got: '169',
      },
    ]);
  });

  it('grows by an extension within the cap, at once and without a commit', async () => {
    const ready = await harness.aReadyPreview(preview);
    const head = await harness.git.head();
    const extended = await harness.requester.api.extendRequest(ready.id, {
      hours: 24,
      reason: 'Demo on Friday',
    });
    expect(hoursBetween(ready.lease.expiresAt, extended.lease.expiresAt)).toBe(
      24,
    );
    expect(extended.phase).toBe('ready');
    await harness.untilSettled(ready.id);
    expect(await harness.git.head()).toBe(head);
    const revision = await harness.requester.api.getRevision(ready.id, 2);
    expect(revision).toMatchObject({
      slot: 'lease',
      action: 'extend',
      state: 'effective',
      leaseHours: 24,
      reason: 'Demo on Friday',
    });
  });

  it('does not grow above the cap, and says how much is left', async () => {
    const ready = await harness.aReadyPreview(preview);
    const answer = await harness.requester.send(
      'POST',
      `/v1/environment-requests/${ready.id}/extend`,
      { body: { hours: 97 } },
    );
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([
      {
        field: 'hours',
        expected: 'at most 96, so that the whole lease stays within 168 hours',
        got: '97',
      },
    ]);
    const after = await harness.requester.get(ready.id);
    expect(after.lease).toEqual(ready.lease);
    expect(after.generation).toBe(1);
  });

  it('of production grows when somebody else says yes', async () => {
    const ready = await aReadyProduction();
    const asked = await harness.requester.api.extendRequest(ready.id, {
      hours: 48,
    });
    expect(asked.lease.expiresAt).toBe(ready.lease.expiresAt);
    expect(asked.openRevisions).toMatchObject([
      { slot: 'lease', state: 'pending_approval' },
    ]);
    expect(await refusalOf(harness.requester.approve(ready.id))).toBe(403);
    const extended = await harness.approver.approve(ready.id);
    expect(hoursBetween(ready.lease.expiresAt, extended.lease.expiresAt)).toBe(
      48,
    );
  });

  it('that has run out tears a preview down', async () => {
    const ready = await harness.aReadyPreview(preview);
    await harness.letLeaseRunOut(ready.id);
    await harness.untilPhase(ready.id, 'deleted');
    const files = await harness.git.files();
    expect(files.filter(file => file.startsWith(ready.path))).toEqual([]);
    const { items } = await harness.admin.api.listRequestAudit(ready.id);
    expect(items).toContainEqual(
      expect.objectContaining({
        actor: 'system:lease',
        action: 'lease.expired',
        details: expect.objectContaining({ onExpiry: 'delete' }),
      }),
    );
  });

  it('that has run out asks for a review of production, once, and removes nothing', async () => {
    const ready = await aReadyProduction();
    const head = await harness.git.head();
    await harness.letLeaseRunOut(ready.id);
    await harness.runTask('control-plane-lease-expiry');

    const due = await harness.requester.get(ready.id);
    expect(due.phase).toBe('ready');
    expect(due.conditions).toContainEqual(
      expect.objectContaining({ type: 'LeaseExpired', status: 'True' }),
    );
    expect(await harness.git.head()).toBe(head);
    const { items } = await harness.admin.api.listRequestAudit(ready.id);
    expect(
      items.filter(({ action }) => action === 'lease.expired'),
    ).toHaveLength(1);

    await harness.requester.api.extendRequest(ready.id, { hours: 24 });
    const extended = await harness.approver.approve(ready.id);
    expect(
      extended.conditions.some(({ type }) => type === 'LeaseExpired'),
    ).toBe(false);
    expect(Date.parse(extended.lease.expiresAt!)).toBeGreaterThan(Date.now());
  });

  it('that was extended in time is left alone', async () => {
    const ready = await harness.aReadyPreview(preview);
    await harness.requester.api.extendRequest(ready.id, { hours: 1 });
    await harness.runTask('control-plane-lease-expiry');
    expect((await harness.requester.get(ready.id)).phase).toBe('ready');
  });

  it('runs out again after a review that was answered', async () => {
    const ready = await aReadyProduction();
    await harness.letLeaseRunOut(ready.id);
    await harness.requester.api.extendRequest(ready.id, { hours: 24 });
    await harness.approver.approve(ready.id);
    await harness.letLeaseRunOut(ready.id);
    const due = await harness.requester.get(ready.id);
    expect(due.conditions).toContainEqual(
      expect.objectContaining({ type: 'LeaseExpired', status: 'True' }),
    );
  });
});

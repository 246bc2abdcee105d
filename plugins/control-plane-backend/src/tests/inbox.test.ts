import { TestDatabases } from '@backstage/backend-test-utils';
import {
  PendingApproval,
  QueryInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestCaller } from '../__testUtils__/TestCaller';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('the inbox on %s', id => {
  let harness: TestHarness;
  /** Generation 1 of each waits: by Remy, by CI, by Priya of payments, by Otto the admin. */
  let byRemy: string;
  let byCi: string;
  let byPriya: string;
  let byOtto: string;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
    byRemy = (await harness.requester.create(production)).id;
    byCi = (await harness.ci.create({ ...production, app: 'cart' })).id;
    byPriya = (
      await harness
        .as('outsider')
        .create({ ...production, team: 'payments', app: 'billing-api' })
    ).id;
    byOtto = (await harness.admin.create(production)).id;
    await harness.aReadyPreview(preview);
  });

  afterAll(() => harness?.stop());

  const idsOf = (items: PendingApproval[]) =>
    items.map(({ request }) => request.id);
  const list = async (
    by: TestCaller,
    query: QueryInput<'listApprovals'> = {},
  ) => (await by.api.listApprovals(query)).items;
  const count = async (by: TestCaller) =>
    (await by.api.countApprovals()).decidable;

  it('holds what the caller may decide on, the oldest first, and nothing else', async () => {
    expect(idsOf(await list(harness.approver))).toEqual([
      byRemy,
      byCi,
      byPriya,
      byOtto,
    ]);
    expect(await count(harness.approver)).toBe(4);
    const [first] = await list(harness.approver);
    expect(first).toMatchObject({
      mayDecide: true,
      revision: { generation: 1, requestedBy: 'user:default/remy' },
      request: { phase: 'pending_approval' },
    });
  });

  it('leaves out what an admin asked for, also for that admin', async () => {
    expect(idsOf(await list(harness.admin))).toEqual([byRemy, byCi, byPriya]);
    expect(await count(harness.admin)).toBe(3);
    const seen = await list(harness.admin, { scope: 'visible' });
    expect(
      seen.map(({ request, mayDecide, reason }) => [
        request.id,
        mayDecide,
        reason,
      ]),
    ).toEqual([
      [byRemy, true, undefined],
      [byCi, true, undefined],
      [byPriya, true, undefined],
      [byOtto, false, 'you asked for it yourself; somebody else has to decide'],
    ]);
  });

  it.each(['requester', 'viewer', 'stranger'] as const)(
    'is empty for a %s, who decides on nothing',
    async role => {
      expect(await list(harness.as(role))).toEqual([]);
      expect(await count(harness.as(role))).toBe(0);
    },
  );

  it('shows what waits in one’s team without letting one decide, and nothing of others', async () => {
    const seen = await list(harness.requester, { scope: 'visible' });
    expect(idsOf(seen)).toEqual([byRemy, byCi, byOtto]);
    expect(seen.every(({ mayDecide, reason }) => !mayDecide && reason)).toBe(
      true,
    );
    expect(
      idsOf(await list(harness.as('outsider'), { scope: 'visible' })),
    ).toEqual([byPriya]);
    expect(await list(harness.otherService, { scope: 'visible' })).toEqual([]);
  });

  it.each<[QueryInput<'listApprovals'>, () => string[]]>([
    [{ team: 'payments' }, () => [byPriya]],
    [{ app: 'cart' }, () => [byCi]],
    [{ team: 'payments', app: 'cart' }, () => []],
  ])('narrows by %j', async (query, expected) => {
    expect(idsOf(await list(harness.approver, query))).toEqual(expected());
  });

  it('narrows to one request', async () => {
    expect(idsOf(await list(harness.approver, { requestId: byPriya }))).toEqual(
      [byPriya],
    );
  });

  it('pages through everything once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await harness.approver.api.listApprovals({
        limit: 3,
        cursor,
      });
      seen.push(...idsOf(page.items));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual([byRemy, byCi, byPriya, byOtto]);
  });

  it.each([
    ['scope=mine', 'scope'],
    ['limit=0', 'limit'],
    ['cursor=nonsense', 'cursor'],
    ['requestId=7', 'requestId'],
    ['phase=ready', 'phase'],
  ])('refuses ?%s and names the field', async (query, field) => {
    const answer = await harness.approver.send('GET', `/v1/approvals?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ field }]);
  });

  it('refuses the cursor of another list', async () => {
    const { nextCursor } = await harness.admin.api.listRequests({ limit: 1 });
    const answer = await harness.approver.send(
      'GET',
      `/v1/approvals?cursor=${nextCursor}`,
    );
    expect(answer.status).toBe(400);
  });

  it('lists a change by one’s own hand for others only, and agrees with the decision', async () => {
    // Otto edits what Remy asked for: now neither of them may decide on it.
    const { etag } = await harness.admin.api.getRequest(byRemy);
    const { request: changed } = await harness.admin.api.changeRequest(
      byRemy,
      { labels: { tier: 'gold' } },
      { etag: etag ?? '' },
    );
    const [open] = changed.openRevisions;
    expect(idsOf(await list(harness.admin))).not.toContain(byRemy);
    const decision = {
      generation: open.generation,
      planDigest: open.planDigest,
    };
    const refused = await harness.admin.send(
      'POST',
      `/v1/environment-requests/${byRemy}/approve`,
      { body: decision },
    );
    expect(refused.status).toBe(403);
    expect(idsOf(await list(harness.approver))).toContain(byRemy);

    await harness.approver.api.approveRequest(byRemy, decision);

    expect(idsOf(await list(harness.approver))).not.toContain(byRemy);
    expect(await count(harness.approver)).toBe(3);
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { QueryInput } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestCaller } from '../__testUtils__/TestCaller';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('the audit on %s', id => {
  let harness: TestHarness;
  let ours: string;
  let theirs: string;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
    ours = (await harness.aReadyPreview(preview)).id;
    theirs = (
      await harness
        .as('outsider')
        .create({ ...production, team: 'payments', app: 'billing-api' })
    ).id;
    await harness.approver.reject(theirs, 'No');
    await harness.untilIdle();
  });

  afterAll(() => harness?.stop());

  const list = async (by: TestCaller, query: QueryInput<'listAudit'> = {}) =>
    (await by.api.listAudit(query)).items;

  it('lists what was done to all requests, newest first', async () => {
    const entries = await list(harness.admin, { limit: 100 });
    expect(new Set(entries.map(({ requestId }) => requestId))).toEqual(
      new Set([ours, theirs]),
    );
    const instants = entries.map(({ at }) => at);
    expect(instants).toEqual([...instants].sort().reverse());
    const ofOurs = await harness.admin.api.listRequestAudit(ours);
    expect(entries.filter(({ requestId }) => requestId === ours)).toEqual(
      ofOurs.items,
    );
  });

  it('shows each caller what they may read of, and nothing else', async () => {
    const seenBy = async (by: TestCaller) => [
      ...new Set((await list(by)).map(({ requestId }) => requestId)),
    ];
    expect(await seenBy(harness.requester)).toEqual([ours]);
    expect(await seenBy(harness.as('outsider'))).toEqual([theirs]);
    expect(await list(harness.requester, { requestId: theirs })).toEqual([]);
  });

  it('tells whoever may read none of it why', async () => {
    const { status, body } = await harness.viewer.send('GET', '/v1/audit');
    expect(status).toBe(403);
    expect(body.detail).toContain('control-plane.audit.read');
    expect(body.detail).toContain('requester or approver or admin');
  });

  it('filters by who, what and when', async () => {
    const all = await list(harness.admin, { limit: 100 });
    const filters: Array<
      [QueryInput<'listAudit'>, (entry: (typeof all)[number]) => boolean]
    > = [
      [
        { actor: 'user:default/ada' },
        ({ actor }) => actor === 'user:default/ada',
      ],
      [
        { action: 'revision.proposed' },
        ({ action }) => action === 'revision.proposed',
      ],
      [{ requestId: theirs }, ({ requestId }) => requestId === theirs],
      [{ since: all[3].at }, ({ at }) => at >= all[3].at],
      [{ until: all[3].at }, ({ at }) => at < all[3].at],
      [{ action: 'revision.rejected', requestId: ours }, () => false],
    ];
    for (const [query, matches] of filters) {
      expect(await list(harness.admin, { ...query, limit: 100 })).toEqual(
        all.filter(matches),
      );
    }
  });

  it('pages through everything once', async () => {
    const all = await list(harness.admin, { limit: 100 });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await harness.admin.api.listAudit({ limit: 3, cursor });
      seen.push(...page.items.map(entry => entry.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toEqual(all.map(entry => entry.id));
  });

  it.each([
    ['since=yesterday', 'since'],
    ['cursor=nonsense', 'cursor'],
    ['requestId=7', 'requestId'],
    ['who=me', 'who'],
  ])('refuses ?%s and names the field', async (query, field) => {
    const answer = await harness.admin.send('GET', `/v1/audit?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ field }]);
  });
});

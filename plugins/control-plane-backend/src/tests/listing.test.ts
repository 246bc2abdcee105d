import { TestDatabases } from '@backstage/backend-test-utils';
import {
  EnvironmentRequest,
  QueryInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const TOTAL = 30;

type Query = QueryInput<'listRequests'>;

describe.each(databases.eachSupportedId())('listing on %s', id => {
  let harness: TestHarness;
  let made: EnvironmentRequest[];
  let ready: EnvironmentRequest;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
    ready = await harness.aReadyPreview({ ...preview, region: 'us-west-2' });
    made = await Promise.all(
      Array.from({ length: TOTAL - 1 }, (_, n) =>
        harness.admin.create({
          ...production,
          app: n % 2 === 0 ? 'cart' : 'billing-api',
          team: n % 3 === 0 ? 'payments' : 'platform',
        }),
      ),
    );
    await harness.untilIdle();
  });

  afterAll(() => harness?.stop());

  const list = async (query: Query) =>
    (await harness.admin.api.listRequests(query)).items;

  /** Every page of a list, one after the other. */
  async function pagesOf(query: Query, between = async () => {}) {
    const pages: EnvironmentRequest[][] = [];
    let cursor: string | undefined;
    do {
      const page = await harness.admin.api.listRequests({ ...query, cursor });
      pages.push(page.items);
      cursor = page.nextCursor;
      await between();
    } while (cursor);
    return pages;
  }

  it.each([
    ['createdAt', 'desc'],
    ['createdAt', 'asc'],
    ['updatedAt', 'desc'],
    ['updatedAt', 'asc'],
  ] as const)('pages through everything once by %s %s', async (sort, order) => {
    const pages = await pagesOf({ limit: 7, sort, order });
    expect(pages.map(page => page.length)).toEqual([7, 7, 7, 7, 2]);
    const ids = pages.flat().map(request => request.id);
    expect(new Set(ids).size).toBe(TOTAL);
    const instants = pages.flat().map(request => request[sort]);
    const sorted = [...instants].sort();
    expect(instants).toEqual(order === 'asc' ? sorted : sorted.reverse());
  });

  it('ends without a cursor when the last page is full', async () => {
    const pages = await pagesOf({ limit: 15 });
    expect(pages.map(page => page.length)).toEqual([15, 15]);
  });

  it('neither repeats nor leaves out what was there when something changes meanwhile', async () => {
    const [target] = made;
    let round = 0;
    const pages = await pagesOf({ limit: 10 }, async () => {
      round += 1;
      const { etag } = await harness.admin.api.getRequest(target.id);
      await harness.admin.api.changeRequest(
        target.id,
        { labels: { round: String(round) } },
        { etag: etag! },
      );
    });
    const ids = pages.flat().map(request => request.id);
    expect(ids).toHaveLength(TOTAL);
    expect(new Set(ids).size).toBe(TOTAL);
  });

  it('refuses the cursor of another order', async () => {
    const { nextCursor } = await harness.admin.api.listRequests({ limit: 1 });
    const answer = await harness.admin.send(
      'GET',
      `/v1/environment-requests?order=asc&cursor=${nextCursor}`,
    );
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ field: 'cursor' }]);
  });

  const filters: Array<[Query, (request: EnvironmentRequest) => boolean]> = [
    [{ phase: 'ready' }, ({ phase }) => phase === 'ready'],
    [{ class: 'production' }, request => request.class.name === 'production'],
    [{ team: 'payments' }, ({ team }) => team === 'payments'],
    [{ region: 'us-west-2' }, ({ region }) => region === 'us-west-2'],
    [{ app: 'cart' }, ({ app }) => app === 'cart'],
    [{ team: 'group:default/payments' }, ({ team }) => team === 'payments'],
    [{ app: 'component:default/cart' }, ({ app }) => app === 'cart'],
    [
      { requester: 'remy' },
      ({ requester }) => requester === 'user:default/remy',
    ],
    [{ app: ['cart', 'billing-api'] }, ({ app }) => app !== 'payments-api'],
    [
      { requester: 'user:default/remy' },
      ({ requester }) => requester === 'user:default/remy',
    ],
    [
      { team: 'payments', app: 'cart' },
      ({ team, app }) => team === 'payments' && app === 'cart',
    ],
    [{ team: 'payments', phase: 'ready' }, () => false],
  ];

  it.each(filters)('filters by %j', async (query, matches) => {
    const everything = await list({ limit: 100 });
    const found = await list({ ...query, limit: 100 });
    expect(found.map(request => request.id)).toEqual(
      everything.filter(matches).map(request => request.id),
    );
  });

  it('counts by phase', async () => {
    const { phases } = await harness.admin.api.countRequests();
    expect(phases.filter(({ count }) => count > 0)).toEqual(
      expect.arrayContaining([
        { phase: 'pending_approval', count: TOTAL - 1 },
        { phase: 'ready', count: 1 },
      ]),
    );
  });

  it('pages through revisions, publications and audit of a request', async () => {
    const { api } = harness.admin;
    const first = await api.listRevisions(made[0].id, { limit: 1 });
    expect(first.items).toHaveLength(1);
    const second = await api.listRevisions(made[0].id, {
      limit: 100,
      cursor: first.nextCursor,
    });
    expect(second.items.map(({ generation }) => generation)).not.toContain(
      first.items[0].generation,
    );
    const all = (await api.listRequestAudit(ready.id)).items;
    const some = await api.listRequestAudit(ready.id, { limit: 2 });
    const rest = await api.listRequestAudit(ready.id, {
      limit: 100,
      cursor: some.nextCursor,
    });
    expect([...some.items, ...rest.items]).toEqual(all);
    expect((await api.listPublications(ready.id)).items).toHaveLength(1);
  });
});

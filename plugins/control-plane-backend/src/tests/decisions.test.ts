import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Decision,
  EnvironmentRequest,
  QueryInput,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestCaller } from '../__testUtils__/TestCaller';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

describe.each(databases.eachSupportedId())('decisions on %s', id => {
  let harness: TestHarness;
  /** In the order of their decisions: yes to Remy, no to Priya of payments, yes by policy. */
  let approved: EnvironmentRequest;
  let rejected: EnvironmentRequest;
  let byPolicy: EnvironmentRequest;

  const asked = ({ openRevisions }: EnvironmentRequest) => ({
    generation: 1,
    planDigest: openRevisions[0].planDigest,
  });

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
    const { api } = harness.approver;
    approved = await harness.requester.create(production);
    await api.approveRequest(approved.id, {
      ...asked(approved),
      comment: 'Agreed',
    });
    rejected = await harness
      .as('outsider')
      .create({ ...production, team: 'payments', app: 'billing-api' });
    await api.rejectRequest(rejected.id, {
      ...asked(rejected),
      comment: 'Too large',
    });
    byPolicy = await harness.requester.create(preview);
  });

  afterAll(() => harness?.stop());

  const list = async (
    by: TestCaller,
    query: QueryInput<'listDecisions'> = {},
  ) => (await by.api.listDecisions(query)).items;
  const idsOf = (decisions: Decision[]) =>
    decisions.map(({ requestId }) => requestId);

  it('are listed newest first, each with what it was about', async () => {
    const decisions = await list(harness.admin);

    expect(idsOf(decisions)).toEqual([byPolicy.id, rejected.id, approved.id]);
    expect(decisions[2]).toEqual({
      id: expect.any(String),
      requestId: approved.id,
      team: approved.team,
      app: approved.app,
      generation: 1,
      action: 'create',
      decision: 'approve',
      decidedBy: 'user:default/ada',
      planDigest: approved.openRevisions[0].planDigest,
      comment: 'Agreed',
      decidedAt: expect.any(String),
    });
  });

  it('are those on requests that the caller may see, and no others', async () => {
    expect(idsOf(await list(harness.requester))).toEqual([
      byPolicy.id,
      approved.id,
    ]);
    expect(idsOf(await list(harness.as('outsider')))).toEqual([rejected.id]);
    expect(await list(harness.as('stranger'))).toEqual([]);
  });

  it('are narrowed by component, team, request and to those of people', async () => {
    const narrowed = async (query: QueryInput<'listDecisions'>) =>
      idsOf(await list(harness.admin, query));

    expect(await narrowed({ app: 'billing-api' })).toEqual([rejected.id]);
    expect(await narrowed({ team: approved.team })).toEqual([
      byPolicy.id,
      approved.id,
    ]);
    expect(await narrowed({ requestId: byPolicy.id })).toEqual([byPolicy.id]);
    expect(await narrowed({ byPeople: true })).toEqual([
      rejected.id,
      approved.id,
    ]);
  });

  it('are read page by page', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await harness.admin.api.listDecisions({ limit: 1, cursor });
      seen.push(...idsOf(page.items));
      cursor = page.nextCursor;
    } while (cursor);

    expect(seen).toEqual([byPolicy.id, rejected.id, approved.id]);
  });

  it('say which filter is wrong', async () => {
    const answer = await harness.admin.send('GET', '/v1/decisions?app=A_b');

    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ field: 'app' }]);
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  EnvironmentRequest,
  RouteName,
  routes,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestCaller } from '../__testUtils__/TestCaller';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const CALLERS = [
  'viewer',
  'requester',
  'colleague',
  'outsider',
  'approver',
  'admin',
  'ci',
  'otherService',
  'stranger',
] as const;
type CallerName = (typeof CALLERS)[number];

/** Statuses by caller, in the order of `CALLERS`, on a production request of Remy's that waits for approval. */
const table: Record<
  Exclude<RouteName, 'getOpenApi'>,
  readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
> = {
  //                   viewer req  coll outs appr adm  ci   other strg
  listClasses: [200, 200, 200, 200, 200, 200, 200, 403, 403],
  getClass: [200, 200, 200, 200, 200, 200, 200, 403, 403],
  createRequest: [403, 201, 201, 403, 403, 201, 201, 403, 403],
  planCreate: [403, 200, 200, 403, 403, 200, 200, 403, 403],
  listRequests: [200, 200, 200, 200, 200, 200, 200, 200, 200],
  countRequests: [200, 200, 200, 200, 200, 200, 200, 200, 200],
  getRequest: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  changeRequest: [403, 412, 412, 404, 403, 412, 412, 404, 404],
  planChange: [403, 200, 200, 404, 403, 200, 200, 404, 404],
  getPlan: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  extendRequest: [403, 400, 400, 404, 403, 400, 400, 404, 404],
  deleteRequest: [403, 202, 202, 404, 403, 202, 202, 404, 404],
  approveRequest: [403, 403, 403, 404, 409, 409, 403, 404, 404],
  rejectRequest: [403, 403, 403, 404, 409, 409, 403, 404, 404],
  withdrawRequest: [403, 404, 404, 404, 403, 404, 404, 404, 404],
  reconcileRequest: [403, 409, 403, 404, 409, 409, 403, 404, 404],
  listRevisions: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  getRevision: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  getManifests: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  diffRevisions: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  listRequestJobs: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  listPublications: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  listRequestDrift: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  listRequestAudit: [403, 200, 200, 404, 200, 200, 200, 404, 404],
  getCaller: [200, 200, 200, 200, 200, 200, 200, 200, 200],
  listRequestActions: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  getTimeline: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  listApprovals: [200, 200, 200, 200, 200, 200, 200, 200, 200],
  listDecisions: [200, 200, 200, 200, 200, 200, 200, 200, 200],
  countApprovals: [200, 200, 200, 200, 200, 200, 200, 200, 200],
  listAudit: [403, 200, 200, 200, 200, 200, 200, 403, 403],
  listJobLogs: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  getWorkQueue: [403, 403, 403, 403, 200, 200, 403, 403, 403],
  listPublishLanes: [403, 403, 403, 403, 200, 200, 403, 403, 403],
  listLanePublications: [403, 403, 403, 403, 200, 200, 403, 403, 403],
  listPauses: [403, 403, 403, 403, 200, 200, 403, 403, 403],
  pauseJobs: [403, 403, 403, 403, 403, 400, 403, 403, 403],
  resumeJobs: [403, 403, 403, 403, 403, 404, 403, 403, 403],
  replayJobs: [403, 403, 403, 403, 403, 202, 403, 403, 403],
  listDrift: [200, 200, 200, 200, 200, 200, 200, 200, 200],
  listJobs: [403, 403, 403, 403, 200, 200, 403, 403, 403],
  getJob: [200, 200, 200, 404, 200, 200, 200, 404, 404],
  replayJob: [403, 409, 403, 404, 409, 409, 403, 404, 404],
  cancelJob: [403, 409, 403, 404, 409, 409, 403, 404, 404],
  listDescriptors: [403, 403, 403, 403, 200, 200, 403, 403, 403],
  listTargets: [403, 403, 403, 403, 200, 200, 403, 403, 403],
  getTargetManifests: [403, 403, 403, 403, 200, 200, 403, 403, 403],
  getHealth: [200, 200, 200, 200, 200, 200, 200, 200, 200],
};

const NEVER = `sha256:${'0'.repeat(64)}`;

/** What is sent on each route; what would change the request is made so that it is refused after the question of rights. */
const inputs: Partial<
  Record<
    RouteName,
    { body?: object; query?: string; headers?: Record<string, string> }
  >
> = {
  createRequest: { body: production },
  planCreate: { body: production },
  changeRequest: { body: { labels: {} }, headers: { 'if-match': '"999"' } },
  planChange: { body: { labels: { tier: 'gold' } } },
  extendRequest: { body: { hours: 8760 } },
  approveRequest: { body: { generation: 1, planDigest: NEVER } },
  rejectRequest: { body: { generation: 1, planDigest: NEVER, comment: 'No' } },
  withdrawRequest: { body: { generation: 900 } },
  diffRevisions: { query: '?to=1' },
  pauseJobs: { body: { scope: 'kind', name: 'unknown', reason: 'Test' } },
  replayJobs: { body: { team: 'unknown' } },
};

describe.each(databases.eachSupportedId())('access on %s', id => {
  let harness: TestHarness;
  let waiting: EnvironmentRequest;
  let ended: EnvironmentRequest;
  let jobId: string;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
    waiting = await harness.requester.create(production);
    ended = await harness.aReadyPreview(preview);
    await harness.untilSettled(ended.id);
    const { items } = await harness.admin.api.listRequestJobs(ended.id);
    jobId = items[0].id;
  });

  afterAll(() => harness?.stop());

  function caller(name: CallerName): TestCaller {
    switch (name) {
      case 'ci':
        return harness.ci;
      case 'otherService':
        return harness.otherService;
      default:
        return harness.as(name);
    }
  }

  async function call(by: TestCaller, route: RouteName, requestId: string) {
    const { method, path } = routes[route];
    const { query = '', ...options } = inputs[route] ?? {};
    const filled = path
      .replace('{id}', requestId)
      .replace('{generation}', '1')
      .replace('{jobId}', jobId)
      .replace('{repository}', 'gitops')
      .replace('{scope}', 'target')
      .replace('{name}', route === 'getClass' ? 'preview' : 'us-east-1');
    return by.send(method.toUpperCase(), `${filled}${query}`, options);
  }

  it.each(Object.entries(table) as Array<[RouteName, readonly number[]]>)(
    '%s follows the table of roles',
    async (route, expected) => {
      const actual: Record<string, number> = {};
      for (const name of CALLERS) {
        // The removal needs a request for each caller, because some are granted it.
        const requestId =
          route === 'deleteRequest'
            ? (await harness.requester.create(production)).id
            : waiting.id;
        const { status } = await call(caller(name), route, requestId);
        actual[name] = status;
      }
      expect(actual).toEqual(
        Object.fromEntries(
          CALLERS.map((name, index) => [name, expected[index]]),
        ),
      );
    },
  );

  it.each(Object.keys(table) as RouteName[])(
    '%s answers 401 to nobody',
    async route => {
      const { status } = await call(harness.nobody, route, waiting.id);
      expect(status).toBe(401);
    },
  );

  it('describes itself to anybody', async () => {
    const { status } = await call(harness.nobody, 'getOpenApi', waiting.id);
    expect(status).toBe(200);
  });

  it('answers about a hidden request exactly as about a missing one', async () => {
    const missing = 'req-0000000000000000';
    const outsider = harness.as('outsider');
    for (const route of Object.keys(table) as RouteName[]) {
      if (routes[route].path.includes('{id}')) {
        const hidden = await call(outsider, route, waiting.id);
        const absent = await call(outsider, route, missing);
        expect(
          JSON.stringify(hidden.body).replaceAll(waiting.id, missing),
        ).toBe(JSON.stringify(absent.body));
      }
    }
  });

  it('lets a decision on a hidden request fail before the body is told to be stale', async () => {
    const { status } = await harness
      .as('outsider')
      .send('POST', `/v1/environment-requests/${waiting.id}/approve`, {
        body: {
          generation: 1,
          planDigest: waiting.openRevisions[0].planDigest,
        },
      });
    expect(status).toBe(404);
  });

  it('leaks nothing by lists, counts, filters, sorting and pages', async () => {
    const outsider = harness.as('outsider').api;
    const own = await harness
      .as('outsider')
      .create({ ...production, team: 'payments' });
    const queries = [
      {},
      { team: 'platform' },
      { requester: 'user:default/remy' },
      { phase: ['pending_approval', 'ready'] as const },
      { app: 'payments-api', class: 'preview' },
      { sort: 'updatedAt', order: 'asc', limit: '1' } as const,
    ];
    for (const query of queries) {
      const { items, nextCursor } = await outsider.listRequests(query as {});
      expect(items.every(({ id: found }) => found === own.id)).toBe(true);
      expect(nextCursor).toBe(undefined);
    }
    expect((await outsider.countRequests()).phases).toEqual([
      { phase: 'pending_approval', count: 1 },
    ]);
    const admins = await harness.admin.api.countRequests();
    expect(
      admins.phases.reduce((sum, { count }) => sum + count, 0),
    ).toBeGreaterThan(2);
  });

  it('keeps a narrowed machine inside its team', async () => {
    const { status } = await harness.ci.send(
      'POST',
      '/v1/environment-requests',
      { body: { ...preview, team: 'payments' } },
    );
    expect(status).toBe(403);
    const own = await harness.ci.create(preview);
    expect(own.requester).toBe('external:ci');
    const revision = await harness.ci.api.getRevision(own.id, 1);
    expect(revision.requestedBy).toBe('external:ci');
  });

  it('lets an admin ask for a team that is not theirs, and a requester not', async () => {
    const asAdmin = await harness.admin.create({
      ...production,
      team: 'payments',
    });
    expect(asAdmin.team).toBe('payments');
    const { status, body } = await harness.requester.send(
      'POST',
      '/v1/environment-requests',
      { body: { ...preview, team: 'payments' } },
    );
    expect(status).toBe(403);
    expect(body.detail).toContain('payments');
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  problemSchema,
  RouteDefinition,
  RouteName,
  routes,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestAnswer, TestCaller } from '../__testUtils__/TestCaller';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

interface Call {
  id?: string;
  jobId?: string;
  name?: string;
  scope?: string;
  repository?: string;
  generation?: number;
  query?: string;
  body?: object;
  headers?: Record<string, string>;
}

describe.each(databases.eachSupportedId())('contract on %s', id => {
  let harness: TestHarness;
  const answered = new Set<RouteName>();

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
  });

  afterAll(() => harness?.stop());

  /** Calls a route and holds the answer to its description: status, type of content, and every member of the body. */
  async function call(
    by: TestCaller,
    name: RouteName,
    options: Call = {},
  ): Promise<TestAnswer> {
    const route: RouteDefinition = routes[name];
    const path = route.path.replace(/\{(\w+)\}/g, (_, part: keyof Call) =>
      String(options[part]),
    );
    const answer = await by.send(
      route.method.toUpperCase(),
      `${path}${options.query ?? ''}`,
      options,
    );
    const schema = route.responses[answer.status];
    if (schema) {
      expect(answer.contentType).toBe('application/json');
      // What a schema does not know it drops: an answer that comes back whole has told nothing else.
      expect(schema.parse(answer.body)).toEqual(answer.body);
      answered.add(name);
    } else {
      expect([400, 401, 500, ...route.problems]).toContain(answer.status);
      expect(answer.contentType).toBe('application/problem+json');
      expect(problemSchema.parse(answer.body)).toEqual(answer.body);
      expect(answer.body.response).toEqual({ statusCode: answer.status });
      expect(answer.body.instance).toMatch(/^\/api\/control-plane\/v1\//);
    }
    return answer;
  }

  it('answers every route as it is described', async () => {
    const { requester, approver, admin } = harness;
    for (const name of [
      'listClasses',
      'listRequests',
      'countRequests',
      'listDrift',
      'listDecisions',
      'listJobs',
      'listDescriptors',
      'listTargets',
      'getCaller',
      'countApprovals',
      'listAudit',
      'getWorkQueue',
      'listPublishLanes',
      'listPauses',
      'getHealth',
      'getOpenApi',
    ] as const) {
      await call(admin, name);
    }
    await call(requester, 'getClass', { name: 'production' });
    await call(admin, 'getTargetManifests', { name: 'us-east-1' });
    await call(admin, 'listLanePublications', { repository: 'gitops' });
    const subject = { scope: 'target', name: 'us-west-2' };
    await call(admin, 'pauseJobs', { body: { ...subject, reason: 'Upgrade' } });
    await call(admin, 'listPauses');
    await call(admin, 'resumeJobs', subject);
    await call(admin, 'replayJobs', { body: { team: 'nobody' } });
    await call(requester, 'planCreate', { body: preview });
    const created = await call(requester, 'createRequest', { body: preview });
    const requestId = created.body.id!;
    await harness.untilReady(requestId);
    await harness.untilSettled(requestId);

    const at = { id: requestId, generation: 1 };
    const read = await call(requester, 'getRequest', at);
    await call(requester, 'planChange', {
      ...at,
      body: { labels: { tier: 'gold' } },
    });
    await call(requester, 'changeRequest', {
      ...at,
      body: { labels: { tier: 'gold' } },
      headers: { 'if-match': read.headers.get('etag')! },
    });
    await harness.until(
      'generation 2 to be published',
      () => requester.get(requestId),
      ({ published }) => published?.generation === 2,
    );
    await call(requester, 'extendRequest', { ...at, body: { hours: 1 } });
    const job = await call(requester, 'reconcileRequest', at);
    await harness.untilSettled(requestId);
    const jobId = job.body.id!;
    await call(requester, 'getJob', { jobId });
    await call(requester, 'listJobLogs', { jobId });
    for (const name of [
      'listRevisions',
      'listRequestJobs',
      'listPublications',
      'listRequestDrift',
      'listRequestAudit',
      'listRequestActions',
      'getTimeline',
      'getRevision',
      'getPlan',
      'getManifests',
    ] as const) {
      await call(requester, name, at);
    }
    await call(requester, 'diffRevisions', { ...at, query: '?from=1&to=2' });
    await call(requester, 'deleteRequest', at);

    const asked = await requester.create(production);
    await call(approver, 'listApprovals');
    await call(approver, 'listRequestActions', { id: asked.id });
    await call(approver, 'getTimeline', { id: asked.id, generation: 1 });
    const decision = {
      generation: 1,
      planDigest: asked.openRevisions[0].planDigest,
    };
    await call(requester, 'approveRequest', { id: asked.id, body: decision });
    await call(approver, 'approveRequest', { id: asked.id, body: decision });
    const refused = await requester.create(production);
    await call(approver, 'rejectRequest', {
      id: refused.id,
      body: {
        generation: 1,
        planDigest: refused.openRevisions[0].planDigest,
        comment: 'No',
      },
    });
    const dropped = await requester.create(production);
    await call(requester, 'withdrawRequest', {
      id: dropped.id,
      body: { generation: 1 },
    });
    await call(requester, 'cancelJob', { jobId });
    await call(requester, 'replayJob', { jobId });

    const unanswered = Object.keys(routes).filter(
      name => !answered.has(name as RouteName),
    );
    // Ending and repeating a job needs one that waits: see the tests of operations.
    expect(unanswered).toEqual(['replayJob', 'cancelJob']);
  });

  it('answers problems as they are described, too', async () => {
    const missing = { id: 'req-0000000000000000', generation: 1 };
    for (const [name, route] of Object.entries<RouteDefinition>(routes)) {
      if (route.path.includes('{id}')) {
        const { status } = await call(harness.admin, name as RouteName, {
          ...missing,
          body: route.body && {},
        });
        expect([name, [400, 404, 428].includes(status)]).toEqual([name, true]);
      }
    }
  });

  it('describes exactly the routes that there are', async () => {
    const { body } = await harness.nobody.send('GET', '/v1/openapi.json');
    const document: { openapi?: string; paths?: Record<string, object> } =
      body as object;
    expect(document.openapi).toMatch(/^3\.1/);
    const described = Object.entries(document.paths ?? {}).flatMap(
      ([path, operations]) =>
        Object.keys(operations).map(method => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(
      Object.values<RouteDefinition>(routes)
        .map(({ method, path }) => `${method} ${path}`)
        .sort(),
    );
  });
});

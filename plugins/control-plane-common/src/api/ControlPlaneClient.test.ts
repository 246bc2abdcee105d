import { Problem } from '../wire';
import { ControlPlaneClient } from './ControlPlaneClient';
import { ControlPlaneError } from './ControlPlaneError';

const id = 'req-0123456789abcdef';
const at = '2030-01-31T12:00:00.000Z';
const digest = `sha256:${'0'.repeat(64)}`;

const request = {
  id,
  kind: 'environment',
  class: { name: 'preview', revision: 1, digest },
  team: 'platform',
  app: 'payments-api',
  region: 'us-east-1',
  target: 'us-east-1-main',
  requester: 'user:default/remy',
  owner: 'user:default/remy',
  phase: 'ready',
  conditions: [],
  generation: 1,
  version: 3,
  labels: {},
  parameters: {},
  namespaces: ['platform-payments-api-01234567'],
  path: `clusters/us-east-1/teams/platform/payments-api/${id}`,
  cost: { monthly: 42, currency: 'USD' },
  lease: { hours: 24, maxHours: 72, onExpiry: 'delete' },
  openRevisions: [],
  driftedPaths: 0,
  createdAt: at,
  updatedAt: at,
};

const job = {
  id: '5d2f1f0e-6a70-4f5e-9b5e-0d8f6f1d8f10',
  kind: 'reconcile-request',
  key: id,
  team: 'platform',
  state: 'ready',
  priority: 0,
  attempt: 0,
  maxAttempts: 10,
  runAt: at,
  createdAt: at,
};

function problem(overrides: Partial<Problem> = {}): Problem {
  return {
    type: 'about:blank',
    title: 'Bad Request',
    status: 400,
    detail: 'The request is not valid',
    instance: '/api/control-plane/v1/environment-requests',
    error: { name: 'InputError', message: 'The request is not valid' },
    response: { statusCode: 400 },
    ...overrides,
  };
}

function json(body: unknown, status = 200, headers = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });
}

/** A client whose every call is answered with `answer`, and the calls that were made. */
function clientAnswering(answer: () => Response | Promise<Response>) {
  const calls: Array<{ url: string; init: RequestInit }> = [];
  const client = new ControlPlaneClient({
    baseUrl: async () => 'http://localhost:7007/api/control-plane/',
    fetch: async (url, init = {}) => {
      calls.push({ url, init });
      return answer();
    },
    token: async () => 'secret',
  });
  return { client, calls };
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    value => Promise.reject(new Error(`Expected a failure, got ${value}`)),
    error => error,
  );
}

describe('ControlPlaneClient', () => {
  it('sends path, body, token and headers', async () => {
    const { client, calls } = clientAnswering(() =>
      json(request, 201, { etag: '"1"' }),
    );
    const body = {
      class: 'preview',
      team: 'platform',
      app: 'payments-api',
      region: 'us-east-1',
    };
    await expect(
      client.createRequest(body, { idempotencyKey: 'key-0001' }),
    ).resolves.toEqual({ request, etag: '"1"', created: true });
    expect(calls).toEqual([
      {
        url: 'http://localhost:7007/api/control-plane/v1/environment-requests',
        init: {
          method: 'POST',
          headers: {
            accept: 'application/json',
            authorization: 'Bearer secret',
            'content-type': 'application/json',
            'idempotency-key': 'key-0001',
          },
          body: JSON.stringify(body),
        },
      },
    ]);
  });

  it('tells a create that was repeated from a new one', async () => {
    const { client } = clientAnswering(() => json(request, 200));
    const answer = await client.createRequest({
      class: 'preview',
      team: 'platform',
      app: 'payments-api',
      region: 'us-east-1',
    });
    expect(answer.created).toBe(false);
  });

  it('sends no token, body or header that it was not given', async () => {
    const calls: RequestInit[] = [];
    const client = new ControlPlaneClient({
      baseUrl: () => 'http://localhost:7007/api/control-plane',
      fetch: async (_, init = {}) => {
        calls.push(init);
        return json(request, 202);
      },
    });
    await client.deleteRequest(id);
    expect(calls).toEqual([
      { method: 'DELETE', headers: { accept: 'application/json' } },
    ]);
  });

  it('repeats filters and leaves out what is undefined', async () => {
    const { client, calls } = clientAnswering(() => json({ items: [] }));
    await client.listRequests({
      phase: ['ready', 'failed'],
      team: 'platform',
      app: undefined,
      requester: 'user:default/remy',
      limit: 50,
    });
    await client.listDrift({ all: true });
    expect(calls.map(({ url }) => url.split('/v1/')[1])).toEqual([
      'environment-requests?phase=ready&phase=failed&team=platform&requester=user%3Adefault%2Fremy&limit=50',
      'drift?all=true',
    ]);
  });

  it.each(['..', '../jobs', 'a/b', 'a%2fb', '', 'req-0123456789abcdef\n'])(
    'sends nothing for the id %j',
    async hostile => {
      const { client, calls } = clientAnswering(() => json(request));
      await expect(client.getRequest(hostile)).rejects.toThrow(
        'id: expected a request id: "req-" and 16 hex digits',
      );
      expect(calls).toEqual([]);
    },
  );

  it('hands over the ETag and sends it back', async () => {
    const { client, calls } = clientAnswering(() =>
      json(request, 200, { etag: '"3"' }),
    );
    const { etag } = await client.getRequest(id);
    await client.changeRequest(id, { owner: 'ada' }, { etag: etag ?? '' });
    expect(calls[1].init.headers).toMatchObject({ 'if-match': '"3"' });
  });

  it('drops members that a newer server adds', async () => {
    const { client } = clientAnswering(() =>
      json({ ...job, colour: 'blue' }, 202),
    );
    await expect(client.reconcileRequest(id)).resolves.toEqual(job);
  });

  it('tells the answers of one operation apart by status', async () => {
    const { client } = clientAnswering(() => json(job, 202, { 'x-a': 'b' }));
    const answer = await client.call('reconcileRequest', { params: { id } });
    expect(answer.status satisfies 202).toBe(202);
    expect(answer.body.kind).toBe('reconcile-request');
    expect(answer.headers.get('x-a')).toBe('b');
  });

  it('throws a problem with its fields', async () => {
    const errors = [{ field: 'team', expected: 'a string', got: 'nothing' }];
    const { client } = clientAnswering(() => json(problem({ errors }), 400));
    const error = await failure(client.listRequests());
    expect(error).toBeInstanceOf(ControlPlaneError);
    expect(error).toMatchObject({
      name: 'ControlPlaneError',
      status: 400,
      message:
        'The request is not valid (team: expected a string, got nothing)',
      problem: { title: 'Bad Request' },
      fieldErrors: errors,
    });
  });

  it("understands Backstage's own errors", async () => {
    const { client } = clientAnswering(() =>
      json(
        { error: { name: 'AuthenticationError', message: 'No token' } },
        401,
      ),
    );
    expect(await failure(client.listRequests())).toMatchObject({
      status: 401,
      message: 'No token',
      problem: undefined,
      fieldErrors: [],
    });
  });

  it('shows the beginning of an answer of something else', async () => {
    const { client } = clientAnswering(
      () =>
        new Response(`<html>${'x'.repeat(1000)}`, {
          status: 502,
          statusText: 'Bad Gateway',
        }),
    );
    expect(await failure(client.listRequests())).toMatchObject({
      status: 502,
      message: `Expected an answer of the control plane, got 502 Bad Gateway: <html>${'x'.repeat(
        194,
      )}`,
    });
  });

  it.each([
    ['a success that is not JSON', () => new Response('<html>')],
    ['an answer of another shape', () => json({ items: [{ id: 1 }] })],
    ['a success that the operation does not have', () => json(job, 206)],
  ])('refuses %s', async (_, answer) => {
    const { client } = clientAnswering(answer);
    expect(await failure(client.listJobs())).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('use a client of the same version'),
    });
  });

  it('says where it could not connect', async () => {
    const { client } = clientAnswering(() =>
      Promise.reject(new TypeError('fetch failed')),
    );
    expect(await failure(client.getHealth())).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining(
        'Could not reach the control plane at http://localhost:7007/api/control-plane/v1/health',
      ),
    });
  });

  it('hands the signal to fetch and throws what it was aborted with', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const { client, calls } = clientAnswering(() => {
      controller.abort(reason);
      return Promise.reject(new TypeError('fetch failed'));
    });
    const { signal } = controller;
    expect(await failure(client.getHealth({ signal }))).toBe(reason);
    expect(calls[0].init.signal).toBe(signal);
  });
});

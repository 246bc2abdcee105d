import { CliHarness } from '../__testUtils__/CliHarness';
import { problem } from '../__testUtils__/FixtureServer';
import {
  aJob,
  aRequest,
  planDigest,
  requestId,
} from '../__testUtils__/fixtures';

const requests = '/v1/environment-requests';
const one = `${requests}/${requestId}`;
let cli: CliHarness;
let host: CliHarness['host'];
let server: CliHarness['server'];

beforeEach(async () => {
  cli = await CliHarness.start();
  ({ host, server } = cli);
});

afterEach(() => cli.stop());

const run = (...argv: string[]) => cli.run(...argv);

describe('lists', () => {
  it('repeats filters and tells how to go on', async () => {
    const call = `GET ${requests}?phase=ready&phase=failed&team=platform&limit=1`;
    server.on(call, { body: { items: [aRequest()], nextCursor: 'next' } });
    await expect(
      run(
        ...['request', 'list', '--phase', 'ready', '--phase', 'failed'],
        ...['--team', 'platform', '--limit', '1'],
      ),
    ).resolves.toBe(0);
    expect(host.out).toContain(requestId);
    expect(host.err).toBe('There is more: --cursor next, or --all\n');
  });

  it('reads all pages as one', async () => {
    server
      .on('GET /v1/jobs?state=dead', {
        body: { items: [aJob()], nextCursor: 'next' },
      })
      .on('GET /v1/jobs?state=dead&cursor=next', { body: { items: [aJob()] } });
    await run('jobs', 'list', '--state', 'dead', '--all', '-o', 'json');
    expect(JSON.parse(host.out)).toEqual({ items: [aJob(), aJob()] });
    expect(host.err).toBe('');
  });

  it.each([
    [['jobs', 'list', '--request', requestId], `GET ${one}/jobs`],
    [['drift', 'list', '--resolved'], 'GET /v1/drift?all=true'],
    [['drift', 'list', '--request', requestId], `GET ${one}/drift`],
  ])('%j calls %s', async (argv, call) => {
    server.on(call, { body: { items: [] } });
    await expect(run(...argv)).resolves.toBe(0);
    expect(server.calls).toEqual([call]);
  });
});

describe('operations', () => {
  const { id } = aJob();

  it.each([
    [['jobs', 'show', id], `GET /v1/jobs/${id}`, 200],
    [['jobs', 'replay', id], `POST /v1/jobs/${id}/replay`, 202],
    [['jobs', 'cancel', id], `POST /v1/jobs/${id}/cancel`, 200],
    [['request', 'reconcile', requestId], `POST ${one}/reconcile`, 202],
  ])('%j calls %s', async (argv, call, status) => {
    server.on(call, { status, body: aJob() });
    await expect(run(...argv)).resolves.toBe(0);
    expect(host.out).toContain(id);
  });

  const aPause = {
    scope: 'target',
    name: 'us-east-1',
    reason: 'Upgrade',
    pausedBy: 'user:default/otto',
    pausedAt: '2030-01-31T11:00:00.000Z',
  };

  it('pauses with a reason, lists what is paused and ends it', async () => {
    server
      .on('POST /v1/pauses', { body: aPause })
      .on('GET /v1/pauses', { body: { items: [{ ...aPause, jobs: 12 }] } })
      .on('DELETE /v1/pauses/target/us-east-1', { body: aPause });
    await expect(
      run('jobs', 'pause', 'target', 'us-east-1', '--reason', 'Upgrade'),
    ).resolves.toBe(0);
    expect(server.seen[0].body).toEqual({
      scope: 'target',
      name: 'us-east-1',
      reason: 'Upgrade',
    });
    expect(host.out).toMatch(/^Paused: +target us-east-1$/m);
    await expect(run('jobs', 'pauses')).resolves.toBe(0);
    expect(host.out).toMatch(
      /^target +us-east-1 +12 +2030-01-31 11:00:00Z +user:default\/otto +Upgrade$/m,
    );
    await expect(run('jobs', 'resume', 'target', 'us-east-1')).resolves.toBe(0);
    expect(host.out).toMatch(/^Resumed: +target us-east-1$/m);
  });

  it.each([
    [['jobs', 'pause', 'target', 'us-east-1'], '--reason'],
    [['jobs', 'pause', 'job', 'a', '--reason', 'b'], 'kind, team, target'],
    [['jobs', 'replay'], '--all'],
    [
      ['jobs', 'replay', '--kind', 'reconcile', '--yes'],
      'one of reconcile-request',
    ],
    [['jobs', 'list', '--kind', 'reconcile'], 'one of reconcile-request'],
    [['jobs', 'replay', id, '--all'], 'without'],
    [['jobs', 'replay', '--all'], '--yes'],
  ])('%j is told what is wrong before anything is sent', async (argv, told) => {
    await expect(run(...argv)).resolves.toBe(2);
    expect(host.err).toContain(told);
    expect(server.calls).toEqual([]);
  });

  it('replays many call after call until all that were dead run again, once it was told to', async () => {
    host.answers = ['y'];
    server.on(
      'POST /v1/jobs/replay',
      { status: 202, body: { replayed: 500, left: 7, superseded: 0 } },
      { status: 202, body: { replayed: 7, left: 4, superseded: 2 } },
    );
    await expect(
      run(
        'jobs',
        'replay',
        '--kind',
        'reconcile-request',
        '--team',
        'payments',
        '--target',
        'us-east-1',
      ),
    ).resolves.toBe(0);
    expect(host.questions).toEqual([
      'Replay every dead job of kind reconcile-request of team payments on target us-east-1? [y/N] ',
    ]);
    const filter = {
      kind: 'reconcile-request',
      team: 'payments',
      target: 'us-east-1',
    };
    // Four have died anew meanwhile: to go on would replay them for ever.
    expect(server.seen.map(({ body }) => body)).toEqual([
      { ...filter, limit: 500 },
      { ...filter, limit: 7 },
    ]);
    expect(host.err).toContain('500 run again, 7 are left');
    expect(host.out).toMatch(/^Run again: +507$/m);
    expect(host.out).toMatch(/^Left: +4$/m);
    expect(host.out).toMatch(/^Stay: +2, which a later job/m);
  });

  it('says so when all of them are meant', async () => {
    server.on('POST /v1/jobs/replay', {
      status: 202,
      body: { replayed: 1, left: 0, superseded: 0 },
    });
    await expect(run('jobs', 'replay', '--all', '--yes')).resolves.toBe(0);
    expect(server.seen.map(({ body }) => body)).toEqual([
      { all: true, limit: 500 },
    ]);
  });

  it('knows a team by the reference that the catalog has of it', async () => {
    server.on('GET /v1/jobs?team=platform', { body: { items: [] } });
    await expect(
      run('jobs', 'list', '--team', 'group:default/platform'),
    ).resolves.toBe(0);
  });

  it('tells what a job did', async () => {
    server.on(`GET /v1/jobs/${id}/logs`, {
      body: {
        items: [
          {
            id: '2',
            at: '2030-01-31T12:00:00.000Z',
            level: 'warn',
            attempt: 3,
            message: 'The branch is locked',
          },
        ],
      },
    });
    await expect(run('jobs', 'logs', id)).resolves.toBe(0);
    expect(host.out).toMatch(/3 +warn +The branch is locked$/m);
  });

  it('replays nothing without a yes', async () => {
    host.answers = ['n'];
    await expect(run('jobs', 'replay', '--all')).resolves.toBe(1);
    expect(server.calls).toEqual([]);
  });

  it('ends when what is left cannot be had', async () => {
    server.on('POST /v1/jobs/replay', {
      status: 202,
      body: { replayed: 0, left: 3, superseded: 0 },
    });
    await expect(run('jobs', 'replay', '--all', '--yes')).resolves.toBe(0);
    expect(server.calls).toHaveLength(1);
  });

  it('lists why jobs wait, who runs them and how they ended', async () => {
    server.on('GET /v1/jobs?team=platform', {
      body: {
        items: [
          aJob({
            wait: { reason: 'turn', message: 'Waits for a free worker' },
          }),
          aJob({
            state: 'leased',
            lease: { owner: 'pod-7/1', ageSeconds: 125, remainingSeconds: 21 },
          }),
          aJob({
            state: 'leased',
            lease: { owner: 'pod-8/1', ageSeconds: 7300, remainingSeconds: -4 },
          }),
          aJob({
            state: 'dead',
            lastError: {
              message: 'No route',
              at: '2030-01-31T11:00:00.000Z',
              retryable: true,
            },
          }),
        ],
      },
    });
    await expect(run('jobs', 'list', '--team', 'platform')).resolves.toBe(0);
    expect(host.out).toContain('Waits for a free worker');
    expect(host.out).toContain(
      'Runs on pod-7/1 for 2 min 5 s, its lease ends in 21 s',
    );
    expect(host.out).toContain(
      'Runs on pod-8/1 for 2 h 1 min, its lease ran out 4 s ago',
    );
    expect(host.out).toContain('No route');
  });

  it('lists lanes and what one of them holds', async () => {
    server
      .on('GET /v1/publish-lanes', {
        body: {
          items: [
            {
              repository: 'gitops',
              branch: 'main',
              pending: 3,
              failing: 0,
              wait: {
                reason: 'later',
                message: 'Waits for the push budget of gitops',
              },
            },
          ],
        },
      })
      .on('GET /v1/publish-lanes/gitops/publications?limit=5', {
        body: {
          items: [
            {
              operationId: 'op-1',
              requestId,
              generation: 2,
              purpose: 'publish',
              state: 'pending',
              repository: 'gitops',
              branch: 'main',
              path: 'clusters',
              attempts: 1,
              createdAt: '2030-01-31T11:00:00.000Z',
              message: 'The host is away',
              advice: 'Wait',
            },
          ],
        },
      });
    await expect(run('lanes', 'list')).resolves.toBe(0);
    expect(host.out).toMatch(/^gitops +main +3 .*push budget of gitops/m);
    await expect(run('lanes', 'show', 'gitops', '--limit', '5')).resolves.toBe(
      0,
    );
    expect(host.out).toMatch(
      /^generation 2 of req-0123456789abcdef +publish .*The host is away: Wait$/m,
    );
  });

  it('shows what happened, without the audit where it is not for the caller', async () => {
    server
      .on(`GET ${one}/audit?limit=100`, problem(403, 'Not for you'))
      .on(`GET ${one}/jobs?limit=100`, { body: { items: [aJob()] } })
      .on(`GET ${one}/publications?limit=100`, { body: { items: [] } })
      .on(`GET ${one}/drift?limit=100`, { body: { items: [] } });
    await expect(run('request', 'logs', requestId)).resolves.toBe(0);
    expect(host.out).toContain('reconcile-request ready');
    expect(host.err).toContain('it is left out');
  });

  it('prints root objects as one stream of YAML', async () => {
    server.on('GET /v1/targets/us-east-1-main/manifests', {
      body: {
        target: 'us-east-1-main',
        manifests: [
          { path: 'a.yaml', digest: planDigest, content: 'a: 1\n' },
          { path: 'b.yaml', digest: planDigest, content: 'b: 2\n' },
        ],
      },
    });
    await run('targets', 'manifests', 'us-east-1-main');
    expect(host.out).toBe('---\n# a.yaml\na: 1\n---\n# b.yaml\nb: 2\n');
  });

  it.each([
    ['ok', 0],
    ['degraded', 0],
    ['down', 1],
  ])('reports a health of %s with exit code %i', async (status, code) => {
    server.on('GET /v1/health', {
      body: {
        status,
        checkedAt: '2030-01-31T12:00:00.000Z',
        dependencies: [
          { name: 'git gitops', status, message: 'is so', advice: 'look' },
        ],
      },
    });
    await expect(run('health')).resolves.toBe(code);
    expect(host.out).toMatch(/git gitops +(ok|degraded|down)/);
  });
});

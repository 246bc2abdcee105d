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

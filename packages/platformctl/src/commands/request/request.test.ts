import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { CliHarness } from '../../__testUtils__/CliHarness';
import { problem } from '../../__testUtils__/FixtureServer';
import {
  aPlan,
  aRequest,
  aRevision,
  aRevisionSummary,
  planDigest,
  requestId,
} from '../../__testUtils__/fixtures';

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

const createFlags = [
  ...['--class', 'preview', '--team', 'platform'],
  ...['--app', 'payments-api', '--region', 'us-east-1'],
];

describe('request create', () => {
  beforeEach(() => {
    server.on(`POST ${requests}`, {
      status: 201,
      body: aRequest({ phase: 'queued' }),
    });
  });

  it('sends what the flags say and a key that makes it repeatable', async () => {
    const code = await run(
      ...['request', 'create', ...createFlags, '--ttl', '2d'],
      ...['--repo', 'https://github.com/example/payments-api'],
      ...['--revision', 'main', '--path', 'deploy', '--owner', 'ada'],
      ...['--label', 'tier=gold', '--label', 'cost-center=cc-1'],
      ...['--param', 'replicas=3', '--param', 'ticket=CHG-1'],
      ...['--param', 'flags={"a":true}', '--reason', 'A review'],
    );
    expect(code).toBe(0);
    expect(server.seen[0].body).toEqual({
      class: 'preview',
      team: 'platform',
      app: 'payments-api',
      region: 'us-east-1',
      leaseHours: 48,
      owner: 'ada',
      source: {
        url: 'https://github.com/example/payments-api',
        ref: 'main',
        path: 'deploy',
      },
      labels: { tier: 'gold', 'cost-center': 'cc-1' },
      parameters: { replicas: 3, ticket: 'CHG-1', flags: { a: true } },
      reason: 'A review',
    });
    const key = server.seen[0].headers['idempotency-key'];
    expect(key).toMatch(/^[0-9a-f-]{36}$/);
    expect(host.err).toContain(`Idempotency key: ${key}\nCreated ${requestId}`);
  });

  it('lays flags over a file', async () => {
    const file = path.join(host.homeDir, 'payload.yaml');
    writeFileSync(
      file,
      'class: production\nteam: platform\napp: billing-api\nregion: us-east-1\nlabels: {tier: gold}\nparameters: {changeTicket: CHG-1}\n',
    );
    await run(
      ...['request', 'create', '--file', file, '--label', 'a=b'],
      ...['--idempotency-key', 'key-0001', '--class', 'preview'],
    );
    expect(server.seen[0].body).toEqual({
      class: 'preview',
      team: 'platform',
      app: 'billing-api',
      region: 'us-east-1',
      labels: { tier: 'gold', a: 'b' },
      parameters: { changeTicket: 'CHG-1' },
    });
    expect(server.seen[0].headers['idempotency-key']).toBe('key-0001');
  });

  it('tells when the key had made the request before', async () => {
    server.on(`POST ${requests}`, { status: 200, body: aRequest() });
    await run('request', 'create', ...createFlags);
    expect(host.err).toContain(`${requestId} was created before with this key`);
  });

  it('prints the request as it is after waiting, once', async () => {
    server.on(
      `GET ${one}`,
      { body: aRequest({ phase: 'reconciling' }) },
      { body: aRequest() },
    );
    const argv = ['request', 'create', ...createFlags, '--wait', '-o', 'yaml'];
    await expect(run(...argv)).resolves.toBe(0);
    expect(load(host.out)).toMatchObject({ id: requestId, phase: 'ready' });
    expect(host.err).toContain(' reconciling\n');
  });

  it('ends with 4 when it is not ready in time', async () => {
    server.on(`GET ${one}`, { body: aRequest({ phase: 'queued' }) });
    await expect(
      run('request', 'create', ...createFlags, '--wait', '--timeout', '30s'),
    ).resolves.toBe(4);
    expect(host.out).toBe('');
  });
});

describe('decisions', () => {
  const open = aRevisionSummary();

  beforeEach(() => {
    server
      .on(`GET ${one}`, {
        body: aRequest({ phase: 'pending_approval', openRevisions: [open] }),
      })
      .on(`GET ${one}/revisions/1/plan`, { body: aPlan() })
      .on(`POST ${one}/approve`, { body: aRequest({ phase: 'approved' }) })
      .on(`POST ${one}/reject`, { body: aRequest({ phase: 'rejected' }) })
      .on(`POST ${one}/withdraw`, { body: aRequest({ phase: 'withdrawn' }) });
  });

  it('approves the only revision that waits, showing its plan', async () => {
    await expect(
      run('request', 'approve', requestId, '--yes', '--comment', 'Agreed'),
    ).resolves.toBe(0);
    expect(host.err).toContain(planDigest);
    expect(server.seen.at(-1)).toMatchObject({
      call: `POST ${one}/approve`,
      body: { generation: 1, planDigest, comment: 'Agreed' },
    });
  });

  it('asks on a terminal, after the plan and what changes', async () => {
    host.answers = ['y'];
    await expect(run('request', 'approve', requestId)).resolves.toBe(0);
    expect(host.err).toContain(planDigest);
    expect(host.err).toMatch(/added\s+\S+\/namespace\.yaml\s+\+1 -0/);
    expect(host.questions).toEqual([
      `Approve generation 1 (create) of ${requestId}? [y/N] `,
    ]);
    expect(server.calls).toContain(`POST ${one}/approve`);
  });

  it.each(['', 'n', 'nope', 'yesterday'])(
    'approves nothing when the answer is %j',
    async answer => {
      host.answers = [answer];
      await expect(run('request', 'approve', requestId)).resolves.toBe(1);
      expect(host.err).toContain('Nothing was approved');
      expect(server.calls).not.toContain(`POST ${one}/approve`);
    },
  );

  it('wants the digest or --yes where nobody can be asked, and sends nothing', async () => {
    await expect(run('request', 'approve', requestId)).resolves.toBe(2);
    expect(host.err).toContain('Give --plan-digest');
    expect(server.calls).toEqual([]);
    await expect(
      run('request', 'approve', requestId, '--plan-digest', planDigest),
    ).resolves.toBe(0);
    expect(host.questions).toEqual([]);
  });

  it('ends with 3 when it is not for the caller to decide', async () => {
    server.on(
      `POST ${one}/approve`,
      problem(
        403,
        'You asked for this revision; somebody else must approve it',
      ),
    );
    await expect(run('request', 'approve', requestId, '--yes')).resolves.toBe(
      3,
    );
  });

  it('decides nothing when the plan is not the one that was seen', async () => {
    const other = `sha256:${'b'.repeat(64)}`;
    await expect(
      run('request', 'approve', requestId, '--plan-digest', other),
    ).resolves.toBe(1);
    expect(server.calls).not.toContain(`POST ${one}/approve`);
    expect(host.err).toContain('look at the plan again');
  });

  it('asks which one when several wait', async () => {
    const lease = aRevisionSummary({ generation: 2, slot: 'lease' });
    server.on(`GET ${one}`, {
      body: aRequest({ openRevisions: [open, lease] }),
    });
    await expect(run('request', 'approve', requestId, '--yes')).resolves.toBe(
      2,
    );
    expect(host.err).toContain('give --generation with one of 1, 2');
  });

  it('tells when nothing waits', async () => {
    server.on(`GET ${one}`, { body: aRequest() });
    await expect(run('request', 'approve', requestId, '--yes')).resolves.toBe(
      1,
    );
    expect(host.err).toContain('No revision of this request waits');
  });

  it('rejects with a comment only', async () => {
    await expect(run('request', 'reject', requestId)).resolves.toBe(2);
    await expect(
      run('request', 'reject', requestId, '--comment', 'Not now'),
    ).resolves.toBe(0);
    expect(server.seen.at(-1)?.body).toEqual({
      generation: 1,
      planDigest,
      comment: 'Not now',
    });
  });

  it('withdraws the only open revision', async () => {
    await expect(run('request', 'withdraw', requestId)).resolves.toBe(0);
    expect(server.seen.at(-1)).toMatchObject({
      call: `POST ${one}/withdraw`,
      body: { generation: 1 },
    });
  });
});

describe('changes', () => {
  beforeEach(() => {
    server
      .on(`GET ${one}`, { body: aRequest(), headers: { etag: '"3"' } })
      .on(`PATCH ${one}`, { body: aRequest({ generation: 2 }) });
  });

  it('changes members and keeps the others, under the ETag it read', async () => {
    await expect(
      run(
        ...['request', 'update', requestId, '--param', 'replicas=3'],
        ...['--label', 'a=b', '--remove-label', 'tier', '--newest-class'],
      ),
    ).resolves.toBe(0);
    expect(server.seen.at(-1)).toMatchObject({
      headers: { 'if-match': '"3"' },
      body: {
        parameters: { replicas: 3 },
        labels: { a: 'b' },
        classRevision: 'current',
      },
    });
  });

  it('refuses an update that changes nothing', async () => {
    await expect(
      run('request', 'update', requestId, '--reason', 'x'),
    ).resolves.toBe(2);
    expect(host.err).toContain('expected at least one of source, owner');
  });

  it('waits for the revision that it made', async () => {
    server.on(`GET ${one}/revisions/2`, {
      body: aRevision({ generation: 2, state: 'rejected' }),
    });
    await expect(
      run('request', 'update', requestId, '--owner', 'ada', '--wait'),
    ).resolves.toBe(1);
    expect(host.err).toContain('generation 2 was rejected');
  });

  it.each([
    [['--by', '2d'], 48],
    [['--hours', '5'], 5],
  ])('extends with %j', async (flags, expected) => {
    server.on(`POST ${one}/extend`, { body: aRequest() });
    await expect(run('request', 'extend', requestId, ...flags)).resolves.toBe(
      0,
    );
    expect(server.seen[0].body).toEqual({ hours: expected });
  });

  it('deletes and waits for the end of it', async () => {
    server
      .on(`DELETE ${one}`, {
        status: 202,
        body: aRequest({ generation: 2, phase: 'deleting' }),
      })
      .on(`GET ${one}/revisions/2`, {
        body: aRevision({
          generation: 2,
          action: 'delete',
          state: 'effective',
        }),
      })
      .on(`GET ${one}`, { body: aRequest({ phase: 'deleted' }) });
    await expect(run('request', 'delete', requestId, '--wait')).resolves.toBe(
      0,
    );
  });
});

describe('plans and differences', () => {
  beforeEach(() => {
    server
      .on(`GET ${one}`, { body: aRequest({ generation: 2 }) })
      .on(`POST ${requests}/plan`, { body: aPlan() })
      .on(`POST ${one}/plan`, { body: aPlan() })
      .on(`GET ${one}/revisions/2/plan`, { body: aPlan() })
      .on(`GET ${one}/diff?from=1&to=2`, {
        body: {
          from: 1,
          to: 2,
          files: [{ path: 'a.yaml', change: 'removed', diff: '-a: 1\n' }],
        },
      });
  });

  it.each<[string, string[], string]>([
    ['a create', createFlags, `POST ${requests}/plan`],
    ['the newest revision', [requestId], `GET ${one}/revisions/2/plan`],
    [
      'a revision',
      [requestId, '--generation', '2'],
      `GET ${one}/revisions/2/plan`,
    ],
    ['a change', [requestId, '--owner', 'ada'], `POST ${one}/plan`],
  ])('plans %s', async (_, argv, call) => {
    await expect(run('request', 'plan', ...argv)).resolves.toBe(0);
    expect(server.calls.at(-1)).toBe(call);
    expect(host.out).toContain(`Plan digest:  ${planDigest}`);
  });

  it('refuses to plan what cannot change', async () => {
    await expect(
      run('request', 'plan', requestId, '--lease-hours', '5'),
    ).resolves.toBe(2);
    expect(host.err).toContain('--lease-hours cannot change');
  });

  it('compares the newest revision with the one before', async () => {
    await expect(run('request', 'diff', requestId)).resolves.toBe(0);
    expect(host.out).toBe('# removed a.yaml\n-a: 1\n');
  });
});

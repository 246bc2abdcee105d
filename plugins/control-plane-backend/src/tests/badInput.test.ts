import { TestDatabases } from '@backstage/backend-test-utils';
import { problemSchema } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { TEST_DATABASE_IDS } from '../__testUtils__/createTestStores';
import { TestHarness } from '../__testUtils__/TestHarness';
import { preview, production } from '../__testUtils__/testWorld';
import { encodeCursor } from '../http/parse/cursor';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

const CREATE = '/v1/environment-requests';

const JOB = '018f7d3c-0000-7000-8000-000000000000';

/** A cursor that no page of the list has handed out. */
const madeUp = (order: string, id: string) =>
  encodeCursor({ order, at: new Date('2026-03-01T10:00:00Z'), id });

const SOURCE = { url: 'https://github.com/example/payments-api', ref: 'main' };

/** Text that no field of a name or a text may hold. */
const HOSTILE: Array<[string, string]> = [
  ['a newline after it', 'platform\n'],
  ['a NUL', 'plat\u0000form'],
  ['an escape sequence', 'plat\u001b[31mform'],
  ['a bidirectional override', 'plat\u202eform'],
  ['a zero-width space', 'plat\u200bform'],
  ['an expansion of Flux', 'a-${X}'],
  ['an expansion of Helm', 'a-{{x}}'],
  ['half a surrogate pair', 'plat\ud800form'],
];

const NOT_A_NAME: Array<[string, unknown]> = [
  ...HOSTILE,
  ['a way out', '../../etc'],
  ['dots alone', '..'],
  ['a slash', 'a/b/c'],
  ['a space', 'plat form'],
  ['nothing in it', ''],
  ['too many characters', 'a'.repeat(64)],
  ['a hyphen at the end', 'platform-'],
  ['a letter that is none of ASCII', 'plätform'],
  ['a number', 7],
  ['null', null],
  ['a list', ['platform']],
  ['an object', { name: 'platform' }],
  ['a boolean', true],
];

/** One wrong field of a create. */
interface Case {
  field: string;
  what: string;
  value: unknown;
  /** What the answer must name, when that is not the field as a whole. */
  named?: string;
}

type Row = [field: string, what: string, value: unknown, named?: string];

const rows: Row[] = [
  ...['class', 'team', 'app', 'region'].flatMap(field =>
    NOT_A_NAME.map(([what, value]): Row => [field, what, value]),
  ),
  ['class', 'a class that is not offered', 'gold'],
  ['class', 'a name of the prototype', 'constructor'],
  ['class', 'upper case', 'Preview'],
  ['region', 'upper case', 'US-EAST-1'],
  ['region', 'a region without a target', 'eu-central-1'],
  ['team', 'an entity of another kind', 'user:default/remy'],
  ['team', 'another namespace', 'group:elsewhere/platform'],
  ['app', 'a component that is not in the catalog', 'no-such-app'],
  ['app', 'an entity of another kind', 'group:default/platform'],
  ['app', 'another namespace', 'component:elsewhere/payments-api'],
  ['app', 'a reserved name', 'kube-system'],
  ['owner', 'an entity of another kind', 'component:default/cart'],
  ['owner', 'somebody who is not in the catalog', 'user:default/nobody'],
  ['owner', 'a control character', 'user:default/\u0007'],
  ['owner', 'too many characters', 'a'.repeat(201)],
  ['leaseHours', 'zero', 0],
  ['leaseHours', 'less than nothing', -1],
  ['leaseHours', 'a fraction', 1.5],
  ['leaseHours', 'text', '24'],
  ['leaseHours', 'more than the class allows', 169],
  ['leaseHours', 'more than any class may allow', 8761],
  ['leaseHours', 'more than a number holds', 1e300],
  ...HOSTILE.filter(([what]) => !what.startsWith('a newline')).map(
    ([what, value]): Row => ['reason', what, value],
  ),
  ['reason', 'a password', `password: ${'Tr0ub4dor'}3xyz`],
  ['reason', 'too many characters', 'x'.repeat(1001)],
  ['reason', 'a number', 7],
  ['labels', 'a list', []],
  ['labels', 'text', 'tier=gold'],
  ['labels', 'a key that is no label', { 'Cost Center': 'x' }, 'labels.'],
  ['labels', 'a key of the prototype', { constructor: 'x y' }, 'labels.'],
  ['labels', 'a value that is no text', { tier: 7 }, 'labels.tier'],
  ['labels', 'a value with a newline', { tier: 'gold\n' }, 'labels.tier'],
  ['labels', 'half a surrogate pair', { tier: '\ud83d' }, 'labels.tier'],
  [
    'labels',
    'half a surrogate pair in a key',
    { '\ud800': 'x' },
    'labels."\\ud800"',
  ],
  ['labels', 'an expansion', { tier: '${X}' }, 'labels.tier'],
  [
    'labels',
    'too many of them',
    Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`l${n}`, 'x'])),
  ],
  ['parameters', 'a list', []],
  ['parameters', 'what the class does not know', { x: 1 }, 'parameters.x'],
  ['parameters', 'an expansion', { x: '${X}' }, 'parameters.x'],
  [
    'parameters',
    'an expansion deep inside',
    { x: [{ y: '{{z}}' }] },
    'parameters.x',
  ],
  ['parameters', 'half a surrogate pair', { x: ['\udc00'] }, 'parameters.x.0'],
  [
    'parameters',
    'half a surrogate pair in a name',
    { x: { '\ud800': 1 } },
    'parameters.x."\\ud800"',
  ],
  ['parameters', 'a name of two lines', { 'x\ny': 1 }, 'parameters."x\\ny"'],
  ['parameters', 'too much', { x: 'x'.repeat(17_000) }],
  ['source', 'text', 'main'],
  ['source', 'an unknown member', { ...SOURCE, x: 1 }, 'source.x'],
  ['source', 'nothing in it', {}, 'source.url'],
  ['source', 'a file', { ...SOURCE, url: 'file:///etc/passwd' }, 'source.url'],
  ['source', 'plain http', { ...SOURCE, url: 'http://x.org/a' }, 'source.url'],
  ['source', 'a command', { ...SOURCE, url: 'ext::sh -c id' }, 'source.url'],
  [
    'source',
    'a password',
    { ...SOURCE, url: 'https://u:p@x.org/a' },
    'source.url',
  ],
  ['source', 'a tab', { ...SOURCE, url: 'https://x.org/a\tb' }, 'source.url'],
  ['source', 'an option', { ...SOURCE, url: 'ssh://-oX=y/a' }, 'source.url'],
  ['source', 'itself', { ...SOURCE, url: 'https://127.0.0.1/a' }, 'source.url'],
  [
    'source',
    'a token',
    { ...SOURCE, url: 'https://x.org/a?t=x' },
    'source.url',
  ],
  ['source', 'an option for a ref', { ...SOURCE, ref: '--help' }, 'source.ref'],
  [
    'source',
    'a newline after the ref',
    { ...SOURCE, ref: 'main\n' },
    'source.ref',
  ],
  ['source', 'a way out', { ...SOURCE, path: '../x' }, 'source.path'],
  ['source', 'an absolute path', { ...SOURCE, path: '/etc' }, 'source.path'],
  [
    'source',
    'Git’s own folder',
    { ...SOURCE, path: 'a/.git/b' },
    'source.path',
  ],
  ['id', 'what the server makes', 'req-0123456789abcdef'],
  ['phase', 'what the server decides', 'ready'],
  ['requester', 'somebody else', 'user:default/ada'],
  ['toString', 'a name of the prototype', 'x'],
];

const cases = rows.map(
  ([field, what, value, named]): Case => ({ field, what, value, named }),
);

describe.each(databases.eachSupportedId())('bad input on %s', id => {
  let harness: TestHarness;
  let before: Record<string, number>;

  beforeAll(async () => {
    harness = await TestHarness.start(await databases.init(id));
    await harness.requester.create(production);
    await harness.untilIdle();
    before = await harness.rowCounts();
  });

  afterEach(async () => {
    expect(await harness.rowCounts()).toEqual(before);
  });

  afterAll(() => harness?.stop());

  it.each(cases)('in $field is refused: $what', async wrong => {
    const { field, value, named = field } = wrong;
    const { status, contentType, body } = await harness.requester.send(
      'POST',
      CREATE,
      { body: { ...preview, [field]: value } },
    );
    expect([status, contentType]).toEqual([400, 'application/problem+json']);
    expect(problemSchema.strict().parse(body)).toEqual(body);
    const errors = body.errors ?? [];
    expect(errors.map(error => error.field).join(' ')).toContain(named);
    for (const { expected, got } of errors) {
      expect(expected).not.toBe('');
      expect(got).not.toBe('');
      expect(got.length).toBeLessThan(300);
    }
    // Whoever reads the answer in a terminal must not have it rewritten.
    // eslint-disable-next-line no-control-regex
    expect(JSON.parse(JSON.stringify(body.detail))).not.toMatch(
      /[\u0000-\u001f\u202e\u200b]/,
    );
  });

  it.each(['class', 'team', 'app', 'region'])(
    'is a missing %s',
    async field => {
      const { status, body } = await harness.requester.send('POST', CREATE, {
        body: { ...preview, [field]: undefined },
      });
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([{ field, got: 'nothing' }]);
    },
  );

  it('is told of every field at once', async () => {
    const { body } = await harness.requester.send('POST', CREATE, {
      body: { class: 7, team: 'A B', region: '', x: 1 },
    });
    expect(body.errors?.map(({ field }) => field).sort()).toEqual(
      expect.arrayContaining(['app', 'class', 'region', 'team', 'x']),
    );
  });

  it.each([
    ['a member named __proto__', '{"__proto__": {"class": "preview"}}', 400],
    [
      'a __proto__ deep inside',
      JSON.stringify(preview).replace(
        /}$/,
        ',"parameters":{"a":{"__proto__":1}}}',
      ),
      400,
    ],
    ['broken JSON', '{"class": ', 400],
    ['no JSON at all', 'class=preview', 400],
    ['a number', '7', 400],
    ['null', 'null', 400],
    ['a list', '[]', 400],
    ['an empty body', '', 400],
    [
      'deep nesting',
      `{"parameters":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      400,
    ],
    [
      'a huge body',
      JSON.stringify({ ...preview, reason: 'x'.repeat(1_000_000) }),
      413,
    ],
  ] as const)('is %s', async (_, text, expected) => {
    const { status, contentType, body } = await harness.requester.send(
      'POST',
      CREATE,
      { body: text },
    );
    expect([status, contentType]).toEqual([
      expected,
      'application/problem+json',
    ]);
    expect(problemSchema.strict().parse(body)).toEqual(body);
  });

  it.each([
    ['{"class": ', 'text that is not JSON'],
    ['"x"', '"x"'],
    ['null', 'null'],
    ['7', '7'],
  ])('is the body %s, which is told in plain words', async (text, got) => {
    const { status, body } = await harness.requester.send('POST', CREATE, {
      body: text,
    });
    expect(status).toBe(400);
    expect(body.errors).toEqual([
      { field: 'body', expected: 'a JSON object', got },
    ]);
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
  ])('is a body of type %s', async type => {
    const { status, contentType } = await harness.requester.send(
      'POST',
      CREATE,
      { body: preview, headers: { 'content-type': type } },
    );
    expect(status).toBe(415);
    expect(contentType).toBe('application/problem+json');
  });

  it.each(['short', 'with space', 'x'.repeat(129)])(
    'is the idempotency key %j',
    async key => {
      const { status, body } = await harness.requester.send('POST', CREATE, {
        body: preview,
        headers: { 'idempotency-key': key },
      });
      expect(status).toBe(400);
      expect(body.errors).toMatchObject([{ field: 'idempotency-key' }]);
    },
  );

  it.each([
    ['GET', `${CREATE}?limit=0`, 'limit'],
    ['GET', `${CREATE}?limit=101`, 'limit'],
    ['GET', `${CREATE}?limit=0x10`, 'limit'],
    ['GET', `${CREATE}?limit=1e1`, 'limit'],
    ['GET', `${CREATE}?limit=%2010`, 'limit'],
    ['GET', `${CREATE}?limit=`, 'limit'],
    ['GET', `${CREATE}/req-0123456789abcdef/revisions/0x1`, 'generation'],
    ['GET', `${CREATE}?phase=done`, 'phase'],
    ['GET', `${CREATE}?sort=team`, 'sort'],
    ['GET', `${CREATE}?team=user:default/remy`, 'team'],
    ['GET', `${CREATE}?requester=no%20body`, 'requester'],
    ['GET', `${CREATE}?x=1`, 'x'],
    ['GET', `${CREATE}?team[a]=1`, 'team'],
    ['GET', `${CREATE}?cursor=${'A'.repeat(600)}`, 'cursor'],
    ['GET', `${CREATE}?cursor=bm90LWEtY3Vyc29y`, 'cursor'],
    ['GET', `${CREATE}?cursor=${madeUp('createdAt-desc', 'a\0')}`, 'cursor'],
    ['GET', `/v1/jobs?cursor=${madeUp('jobs', '7')}`, 'cursor'],
    ['GET', `/v1/jobs/${JOB}/logs?cursor=${madeUp('job-logs', 'x')}`, 'cursor'],
    ['GET', `/v1/audit?cursor=${madeUp('all-audit', 'x')}`, 'cursor'],
    ['GET', `${CREATE}/REQ-1`, 'id'],
    ['GET', `${CREATE}/..%2f..%2fetc`, 'id'],
    ['GET', `${CREATE}/req-0123456789abcdef%0a`, 'id'],
    ['GET', `${CREATE}/req-0123456789abcdef/revisions/0`, 'generation'],
    ['GET', `${CREATE}/req-0123456789abcdef/revisions/x`, 'generation'],
    ['GET', `${CREATE}/req-0123456789abcdef/diff`, 'to'],
    ['GET', `${CREATE}/req-0123456789abcdef/diff?from=-1&to=1`, 'from'],
    ['GET', '/v1/jobs/7', 'jobId'],
    ['GET', '/v1/jobs?state=lost', 'state'],
    ['GET', '/v1/environment-classes/Preview', 'name'],
    ['GET', '/v1/drift?all=perhaps', 'all'],
    ['GET', '/v1/health?x=1', 'x'],
  ])('is %s %s', async (method, path, field) => {
    const { status, body } = await harness.admin.send(method, path);
    expect(status).toBe(400);
    expect(body.errors?.[0].field).toContain(field);
  });

  it.each([
    ['GET', '/v1/nowhere', 404],
    ['PUT', CREATE, 404],
    ['POST', '/v2/environment-requests', 404],
    ['GET', '/v1/environment-requests/%E0%A4%A', 400],
  ] as const)(
    'is a way that leads nowhere: %s %s',
    async (method, path, expected) => {
      const { status, contentType, body } = await harness.admin.send(
        method,
        path,
        method === 'GET' ? {} : { body: {} },
      );
      expect([status, contentType]).toEqual([
        expected,
        'application/problem+json',
      ]);
      expect(problemSchema.parse(body).status).toBe(expected);
    },
  );

  it('is refused of a change as of a create', async () => {
    const {
      items: [{ id: requestId }],
    } = await harness.requester.api.listRequests();
    const { etag } = await harness.requester.api.getRequest(requestId);
    const table: Array<[string, unknown]> = [
      ['class', 'preview'],
      ['team', 'payments'],
      ['region', 'us-west-2'],
      ['leaseHours', 1],
      ['labels', { tier: '${X}' }],
      ['owner', 'user:default/nobody'],
      ['parameters', { changeTicket: 'CHG-1', x: 1 }],
      ['parameters', {}],
      ['source', { url: 'file:///etc/passwd', ref: 'main' }],
      ['classRevision', 'newest'],
      ['reason', 'only a reason'],
    ];
    for (const [field, value] of table) {
      const { status, body } = await harness.requester.send(
        'PATCH',
        `${CREATE}/${requestId}`,
        { body: { [field]: value }, headers: { 'if-match': etag! } },
      );
      expect([field, status]).toEqual([field, 400]);
      expect(body.errors?.length).toBeGreaterThan(0);
    }
  });

  it('is not too much reason, nor a name as long as it may be', async () => {
    const { status } = await harness.requester.send('POST', `${CREATE}/plan`, {
      body: {
        ...preview,
        reason: `Zwölf Boxkämpfer\njagen Viktor 🎉 ${'x'.repeat(900)}`,
      },
    });
    expect(status).toBe(200);
  });
});

import { z } from 'zod';
import {
  entityRefOrNameSchema,
  generationSchema,
  idempotencyKeySchema,
  labelSchema,
  parametersSchema,
  requestIdSchema,
  requestLabelsSchema,
  sha256Schema,
  sourceSchema,
  textSchema,
} from './primitives';
import { cursorSchema } from './page';
import { routes } from '../api';

const url = 'https://github.com/example/payments-api';
const refSchema = sourceSchema.shape.ref;
const pathSchema = sourceSchema.shape.path;
const urlSchema = sourceSchema.shape.url;
const ifMatchSchema = routes.changeRequest.headers.shape['if-match'];

const accepts = (schema: z.ZodType, value: unknown) =>
  schema.safeParse(value).success;

describe('text of a person', () => {
  const needed = textSchema({ min: 1, max: 20, lines: 'many' });

  it.each(['', ' ', '\n \n'])('is not %j where there has to be one', text => {
    expect(accepts(needed, text)).toBe(false);
  });

  it('may be left empty where it may be absent', () => {
    expect(accepts(textSchema({ max: 20 }), '')).toBe(true);
    expect(accepts(needed, ' Upgrade ')).toBe(true);
  });
});

describe('names, ids and digests', () => {
  const cases: Array<[string, z.ZodType, string]> = [
    ['label', labelSchema, 'payments-api'],
    ['request id', requestIdSchema, 'req-0123456789abcdef'],
    ['digest', sha256Schema, `sha256:${'0'.repeat(64)}`],
    ['entity reference', entityRefOrNameSchema, 'group:default/platform'],
    ['idempotency key', idempotencyKeySchema, 'key-0001'],
    ['cursor', cursorSchema, 'abc_-9'],
    ['git ref', refSchema, 'feature/a.b_c-1'],
    ['repository path', pathSchema, 'deploy/overlays/preview'],
    ['ETag', ifMatchSchema, '"3"'],
  ];

  it.each(cases)('%s: accepts a good one', (_, schema, good) => {
    expect(accepts(schema, good)).toBe(true);
  });

  it.each(cases)('%s: ends where the text ends', (_, schema, good) => {
    for (const tail of ['\n', '\r', '\u2028', '\u0000', ' ', '\n\n']) {
      expect([tail, accepts(schema, good + tail)]).toEqual([tail, false]);
      expect([tail, accepts(schema, tail + good)]).toEqual([tail, false]);
    }
  });

  it.each(cases)('%s: judges a megabyte without delay', (_, schema, good) => {
    const long = [
      good.repeat(60_000),
      `${'a'.repeat(1_000_000)}!`,
      `${'a/'.repeat(500_000)}!`,
      `${'.'.repeat(1_000_000)}a`,
    ];
    const start = performance.now();
    for (const value of long) {
      expect(accepts(schema, value)).toBe(false);
    }
    // Not a measurement: linear work takes some 30 ms, one quadratic pattern over a megabyte many minutes.
    expect(performance.now() - start).toBeLessThan(60_000);
  });
});

describe('source', () => {
  it.each([
    '-x',
    '/x',
    '.x',
    'x.',
    'x/',
    'a..b',
    'a//b',
    'a@{1}',
    'a.lock',
    'a.lock/b',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[',
    'a\\b',
    '',
    'x'.repeat(201),
  ])('refuses the ref %j', ref => {
    expect(accepts(sourceSchema, { url, ref })).toBe(false);
  });

  it.each([
    '/etc',
    '..',
    '../x',
    'a/../b',
    'a/..',
    './a',
    'a/.',
    'a//b',
    'a/',
    '.git',
    '.git/hooks',
    'a/.git/b',
    'a b',
    'a\\b',
    'a\u202eb',
    'a\n',
    '.GIT/hooks',
    '.github/x',
    'a/.gitmodules',
    '-x',
    'a/-x',
    '',
  ])('refuses the path %j', path => {
    expect(accepts(sourceSchema, { url, ref: 'main', path })).toBe(false);
  });

  it.each(['a.b/..c', '...', 'x.git', 'A/b-c'])('accepts the path %j', path => {
    expect(accepts(sourceSchema, { url, ref: 'main', path })).toBe(true);
  });

  it.each([
    'http://github.com/a/b',
    'file:///etc',
    'javascript:alert(1)',
    'https://user:secret@github.com/a/b',
    'https://token@github.com/a/b',
    'ssh://git:secret@github.com/a/b',
    'github.com/a/b',
    'https://',
    'https://x.example/${a}',
    'https://x.example/a\n',
    'https://x.example/a\tb',
    'https://x.example/a b',
    'https://x.example\\a',
    'ssh://-oProxyCommand=id/a',
    'https://127.0.0.1/a',
    'https://169.254.169.254/a',
    'https://[::1]/a',
    'https://x.example/a?private_token=x',
    'https://x.example/a#b',
    '',
  ])('refuses the address %j', value => {
    expect(accepts(urlSchema, value)).toBe(false);
  });

  it.each([url, 'ssh://git@github.com/a/b.git'])(
    'accepts the address %j',
    value => {
      expect(accepts(urlSchema, value)).toBe(true);
    },
  );
});

describe('labels', () => {
  it.each(['a b', '-a', 'a-', 'é', 'a\n', 'x'.repeat(64)])(
    'refuses the value %j',
    value => {
      expect(accepts(requestLabelsSchema, { key: value })).toBe(false);
    },
  );

  it('holds at most 20', () => {
    const of = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`l${i}`, '']),
      );
    expect(accepts(requestLabelsSchema, of(20))).toBe(true);
    expect(accepts(requestLabelsSchema, of(21))).toBe(false);
  });
});

describe('parameters', () => {
  it('accepts any JSON', () => {
    const value = { a: 1, b: [null, true, { c: 'x\ny' }] };
    expect(parametersSchema.parse(value)).toEqual(value);
  });

  it.each([
    ['more than 16 KiB', { a: 'x'.repeat(16_385) }],
    ['an empty name', { '': 1 }],
    ['a long name', { ['x'.repeat(64)]: 1 }],
    ['a bidirectional control', { a: ['\u202e'] }],
    ['a template in a name', { a: { '{{x}}': 1 } }],
  ])('refuses %s', (_, value) => {
    expect(accepts(parametersSchema, value)).toBe(false);
  });
});

describe('generation', () => {
  it.each([0, -1, 1.5, 1_000_001, NaN, '1'])('refuses %j', value => {
    expect(accepts(generationSchema, value)).toBe(false);
  });
});

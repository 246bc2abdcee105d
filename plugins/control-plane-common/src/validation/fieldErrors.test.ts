import { z } from 'zod';
import {
  changeRequestBodySchema,
  createRequestBodySchema,
  listRequestsQuerySchema,
} from '../wire';
import { describeValue, formatFieldErrors, parseInput } from './fieldErrors';

const body = {
  class: 'preview',
  team: 'platform',
  app: 'payments-api',
  region: 'us-east-1',
};

function sentence(schema: z.ZodType, input: unknown): string {
  const result = parseInput(schema, input);
  return result.type === 'invalid' ? formatFieldErrors(result.errors) : 'valid';
}

describe('parseInput', () => {
  it('hands back the value that the schema makes', () => {
    expect(parseInput(createRequestBodySchema, body)).toEqual({
      type: 'valid',
      value: body,
    });
  });

  it.each<[string, object, string]>([
    [
      'an unknown field',
      { ...body, tean: 'x' },
      'tean: expected no such field, got "x"',
    ],
    [
      'a wrong type',
      { ...body, region: 5 },
      'region: expected a string, got 5',
    ],
    [
      'a missing field',
      { ...body, class: undefined },
      'class: expected a string, got nothing',
    ],
    [
      'a name that is no label',
      { ...body, class: 'Preview' },
      'class: expected a lower-case RFC 1123 label: letters, digits and "-", beginning and ending with a letter or digit, got "Preview"',
    ],
    [
      'a number out of range',
      { ...body, leaseHours: 0 },
      'leaseHours: expected at least 1, got 0',
    ],
    [
      'a fraction',
      { ...body, leaseHours: 1.5 },
      'leaseHours: expected a whole number, got 1.5',
    ],
    [
      'a nested field',
      { ...body, source: { url: 'https://x.example/a', ref: '../x' } },
      'source.ref: expected a branch, tag or commit name of letters, digits, ".", "_", "-" and "/", got "../x"',
    ],
    [
      'an unknown nested field',
      { ...body, source: { url: 'https://x.example/a', ref: 'x', tag: 1 } },
      'source.tag: expected no such field, got 1',
    ],
    [
      'a text that is too long',
      { ...body, reason: 'x'.repeat(1001) },
      `reason: expected at most 1000 characters, got "${'x'.repeat(80)}"…`,
    ],
    [
      'a name inside a map',
      { ...body, labels: { 'Cost Center': 'a' } },
      'labels."Cost Center": expected a name that is a lower-case RFC 1123 label: letters, digits and "-", beginning and ending with a letter or digit, got "Cost Center"',
    ],
    [
      'a parameter that would be expanded later',
      { ...body, parameters: { ticket: { id: '${X}' } } },
      'parameters.ticket: expected neither "${" nor "{{", which delivery engines expand, got an object',
    ],
  ])('names the field of %s', (_, input, expected) => {
    expect(sentence(createRequestBodySchema, input)).toBe(expected);
  });

  it.each([[null], [[]], ['text'], [undefined]])(
    'speaks of the whole body for %j',
    input => {
      expect(sentence(createRequestBodySchema, input)).toMatch(
        /^body: expected an object, got /,
      );
    },
  );

  it('lists the values of an enumeration', () => {
    expect(sentence(listRequestsQuerySchema, { order: 'up' })).toBe(
      'order: expected one of asc, desc, got "up"',
    );
  });

  it('judges a repeated filter item by item', () => {
    expect(sentence(listRequestsQuerySchema, { region: ['ok', 'No'] })).toMatch(
      /^region\.1: expected a lower-case RFC 1123 label.*got "No"$/,
    );
  });

  it('reports every field that is wrong', () => {
    const result = parseInput(createRequestBodySchema, { team: '', extra: 1 });
    expect(result).toMatchObject({ type: 'invalid' });
    expect(
      result.type === 'invalid' && result.errors.map(({ field }) => field),
    ).toEqual(['class', 'team', 'app', 'region', 'extra']);
  });

  it('asks for a change in a change', () => {
    expect(sentence(changeRequestBodySchema, { reason: 'x' })).toBe(
      'body: expected at least one of source, owner, labels, parameters, extraManifests, classRevision, got an object',
    );
  });

  it.each([
    ['{"__proto__":{"admin":true}}', '__proto__'],
    ['{"labels":{"__proto__":"x"}}', 'labels.__proto__'],
    ['{"parameters":{"a":[{"__proto__":1}]}}', 'parameters.a.0.__proto__'],
  ])('refuses a member named __proto__ in %s', (json, field) => {
    const input = { ...body, ...JSON.parse(json) };
    // A spread defines `__proto__` as a member, as JSON.parse does.
    const raw = json.startsWith('{"__proto__"') ? JSON.parse(json) : input;
    expect(sentence(createRequestBodySchema, raw)).toMatch(
      new RegExp(`^${field}: expected no such field`),
    );
  });

  it('refuses deep nesting before it exhausts the stack', () => {
    const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000));
    expect(
      sentence(createRequestBodySchema, { ...body, parameters: { deep } }),
    ).toMatch(/expected nesting of at most 32 levels, got a list of 1$/);
  });
});

describe('describeValue', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    [[1, 2], 'a list of 2'],
    [{ a: 1 }, 'an object'],
    [true, 'true'],
    [NaN, 'NaN'],
    ['a"b', '"a\\"b"'],
    ['a\nb', '"a\\nb"'],
    ['\u202egnp', '"\\u202egnp"'],
    ['\u0085', '"\\u0085"'],
    ['🚀'.repeat(100), `"${'🚀'.repeat(80)}"…`],
  ])('shows %j as %s', (value, expected) => {
    expect(describeValue(value)).toBe(expected);
  });
});

describe('a text that reads like a secret', () => {
  it('is refused by rule and line, and not repeated', () => {
    const reason = `Because\npassword: ${'Tr0ub4dor'}3xyz`;
    const result = parseInput(createRequestBodySchema, { ...body, reason });
    expect(result).toEqual({
      type: 'invalid',
      errors: [
        {
          field: 'reason',
          expected:
            'no secret: it reads like one (rule password-literal, line 2)',
          got: 'a text that is not repeated here',
        },
      ],
    });
  });
});

describe('a number beyond what is counted exactly', () => {
  it.each([1e300, -1e300, Infinity])('%d is wrong for one reason', value => {
    const result = parseInput(createRequestBodySchema, {
      ...body,
      leaseHours: value,
    });
    expect(result).toMatchObject({
      type: 'invalid',
      errors: [{ field: 'leaseHours' }],
    });
    expect(result.type === 'invalid' && result.errors).toHaveLength(1);
  });
});

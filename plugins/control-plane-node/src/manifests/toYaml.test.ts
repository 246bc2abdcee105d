import { JsonObject, JsonValue } from '@backstage/types';
import fc from 'fast-check';
import { load, loadAll } from 'js-yaml';
import { toCheckedYaml, toYaml, writeByLibrary } from './toYaml';

/** The same value with the keys of every object in another order. */
function reversed(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) {
    return value.map(item => reversed(item) ?? null);
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

const jsonObject = fc
  .dictionary(
    fc.string(),
    fc.jsonValue({ noUnicodeString: false, maxDepth: 3 }),
    {
      noNullPrototype: true,
    },
  )
  .map((value): JsonObject => JSON.parse(JSON.stringify(value)));

describe('toYaml', () => {
  it('puts what people look for first and sorts the rest', () => {
    expect(
      toYaml([
        {
          data: { b: '2', a: '1' },
          spec: { name: 'n', a: [{ z: 1, name: 'x' }] },
          metadata: { labels: {}, namespace: 'ns', name: 'n' },
          kind: 'K',
          apiVersion: 'v1',
        },
      ]),
    ).toBe(
      `apiVersion: v1
kind: K
metadata:
  name: 'n'
  namespace: ns
  labels: {}
spec:
  a:
    - name: x
      z: 1
  name: 'n'
data:
  a: '1'
  b: '2'
`,
    );
  });

  it('separates documents and ends with a newline', () => {
    expect(toYaml([{ a: 1 }, { b: 2 }])).toBe('a: 1\n---\nb: 2\n');
  });

  it('leaves out what is undefined and repeats what is shared', () => {
    const shared = { x: 1 };
    expect(toYaml([{ a: shared, b: shared, c: undefined }])).toBe(
      'a:\n  x: 1\nb:\n  x: 1\n',
    );
  });

  it('never folds a long line', () => {
    const long = 'word '.repeat(100).trim();
    expect(toYaml([{ long }])).toBe(`long: ${long}\n`);
  });

  it.each([
    '',
    '! x',
    '- a',
    '# c',
    'a: b',
    '*a',
    '&a',
    '@a',
    '`a',
    '%a',
    '"',
    "'",
    '{a}',
    '[a]',
    ' a ',
    '---',
    '...',
  ])('keeps %j a text', text => {
    expect(load(toYaml([{ text }]))).toEqual({ text });
  });

  // Readers of YAML 1.1 would make a boolean, number or date of the bare word.
  it.each([
    'no',
    'Yes',
    'on',
    'y',
    'null',
    '~',
    '1:30',
    '1_000',
    '0o7',
    '0x1F',
    '1e3',
    '.inf',
    '2026-01-01',
    '<<',
    '=',
  ])('quotes %s', text => {
    expect(toYaml([{ text }])).toMatch(/^text: (['"]).*\1\n$/);
  });

  it('writes a member called __proto__ like any other', () => {
    const value = JSON.parse('{"__proto__":{"a":1}}');
    expect(toYaml([value])).toContain('__proto__:\n  a: 1');
  });

  // Bytes are compared with what earlier versions published.
  describe('writes the bytes that js-yaml writes', () => {
    const words = [
      ...['', 'a', 'name', 'a-b.c/d_e', 'group:default/a', '/srv', '10Gi'],
      ...['y', 'NO', 'Off', 'null', '~', '1', '0x1', '1e3', '.inf', '1:30'],
      ...['a: b', 'a #b', 'a:', '- a', '-', '?', '? a', ':', '<<', '=', '*'],
      ...["it's", '"', '{}', '[]', '@a', '%a', '`', '!a', '|', '>', '---'],
      ...[' a', 'a ', 'a  b', 'a\nb', 'a\n', '\t', 'ä', '\u2028', '_a', '.a'],
      ...['2026-01-01', '2026-01-01T00:00:00Z', 'x'.repeat(1100), '__proto__'],
    ];
    const numbers = [0, -0, 1, -17, 1.5, 1e21, 2 ** 53, Number.MAX_VALUE];
    const scalar = fc.oneof(
      fc.constantFrom<JsonValue>(...words, ...numbers, true, false, null),
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const { value } = fc.letrec<{ value: JsonValue }>(tie => ({
      value: fc.oneof(
        { depthSize: 'medium' },
        scalar,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(
          fc.oneof(fc.constantFrom(...words), fc.string()),
          tie('value'),
          { maxKeys: 5, noNullPrototype: true },
        ),
      ),
    }));

    it.each(words)('for %j', text => {
      const document = { text, list: [text, [text]], [text]: { a: text } };
      expect(toYaml([document])).toBe(writeByLibrary(document));
    });

    it('for whatever JSON can hold', () => {
      fc.assert(
        fc.property(value, spec => {
          expect(toYaml([{ spec }])).toBe(writeByLibrary({ spec }));
        }),
        { numRuns: 500 },
      );
    });
  });

  describe('when it checks', () => {
    it.each<[string, JsonObject, RegExp]>([
      ['a template', { a: ['{{ x }}'] }, /^f.yaml#1\.a\[0\]: expected/],
      ['a template in a name', { '{{ x }}': 1 }, /^f.yaml#1, name of a field/],
      ['what reads backwards', { a: 'x\u202ey' }, /^f.yaml#1\.a: expected/],
      ['a lone surrogate', { a: '\ud800' }, /^f.yaml#1\.a: expected/],
    ])('refuses %s', (_, document, words) => {
      expect(() => toCheckedYaml([{ a: 1 }, document], 'f.yaml')).toThrow(
        words,
      );
    });

    it.each<[string, () => unknown]>([
      ['a date', () => new Date(0)],
      ['a map', () => new Map()],
      ['a function', () => () => 1],
      ['a symbol', () => Symbol('x')],
      ['infinity', () => Infinity],
    ])('refuses %s, whatever the types say', (_, make) => {
      const document = Object.assign({}, { a: { b: make() } }) as never;
      expect(() => toCheckedYaml([document], 'f.yaml')).toThrow(
        /^f.yaml#0\.a\.b: expected/,
      );
    });

    it('writes the same', () => {
      const documents = [{ a: 'x' }, { b: 'line\nline', c: { d: 1.5 } }];
      expect(toCheckedYaml(documents, 'f.yaml')).toBe(toYaml(documents));
    });
  });

  it('leaves an object empty whose members are all undefined', () => {
    expect(toYaml([{ a: { b: undefined } }, {}])).toBe('a: {}\n---\n{}\n');
  });

  it('reads back as what was written', () => {
    fc.assert(
      fc.property(jsonObject, value => {
        expect(loadAll(toYaml([value]))).toEqual([value]);
      }),
    );
  });

  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(jsonObject, value => {
        expect(toYaml([{ spec: reversed(value) }])).toBe(
          toYaml([{ spec: value }]),
        );
      }),
    );
  });
});

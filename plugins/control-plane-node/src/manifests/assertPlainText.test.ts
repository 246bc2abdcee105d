import { assertPlainText } from './assertPlainText';

describe('assertPlainText', () => {
  it.each([
    'plain',
    'Ünïcödé 日本 😀',
    'two\nlines\twith a tab',
    '$5 {a} $(date)',
    1,
    true,
    null,
    undefined,
    [],
    {},
  ])('accepts %j', value => {
    expect(() => assertPlainText({ list: [value] }, 'x')).not.toThrow();
  });

  it.each([
    ['a null character', 'a\u0000b'],
    ['an escape', 'a\u001b[31m'],
    ['a carriage return', 'a\rb'],
    ['a C1 control', 'a\u0085b'],
    ['a right-to-left override', 'a\u202eb'],
    ['a bidirectional isolate', 'a\u2066b'],
    ['a zero-width space', 'a\u200bb'],
    ['a byte order mark', '\ufeffa'],
    ['a Flux substitution', 'a${CLUSTER}'],
    ['a template', '{{ .Values.a }}'],
    ['a lone surrogate', 'a\ud800'],
    ['a decomposed letter', 'e\u0301'],
    ['a date', new Date(0)],
    ['a function', () => 'a'],
    ['NaN', NaN],
    ['a bigint', BigInt(1)],
  ])('refuses %s and names where it stands', (_, value) => {
    expect(() => assertPlainText({ a: [{ b: value }] }, 'file.yaml#0')).toThrow(
      /^file\.yaml#0\.a\[0\]\.b: expected /,
    );
  });

  it('refuses hostile keys', () => {
    expect(() => assertPlainText({ 'a{{b': 1 }, 'labels')).toThrow(
      'labels, name of a field: expected neither "${" nor "{{", which delivery engines expand, got "a{{b"',
    );
  });
});

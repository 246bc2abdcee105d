import { mergePairs, mergeSource, onlyOne } from './mergeFields';

describe('mergePairs', () => {
  it('says nothing when nothing was asked for', () => {
    expect(mergePairs({ a: 1 }, [], [])).toBeUndefined();
  });

  it('lays pairs over what was there and keeps the rest', () => {
    expect(
      mergePairs({ a: '1', b: '2' }, [{ key: 'b', value: '3' }], []),
    ).toEqual({ a: '1', b: '3' });
  });

  it('removes what is named', () => {
    expect(mergePairs({ a: 1, b: 2 }, [], ['a', 'c'])).toEqual({ b: 2 });
  });

  it('keeps a name that objects have by themselves', () => {
    const merged = mergePairs({}, [{ key: '__proto__', value: 'x' }]);
    expect(Object.keys(merged ?? {})).toEqual(['__proto__']);
  });
});

describe('mergeSource', () => {
  const source = { url: 'https://x.example/a', ref: 'main', path: 'deploy' };

  it('says nothing when no flag speaks of it', () => {
    expect(mergeSource(source, {})).toBeUndefined();
  });

  it('changes one member and keeps the others', () => {
    expect(mergeSource(source, { revision: 'v2' })).toEqual({
      ...source,
      ref: 'v2',
    });
  });

  it('refuses two names of the same thing', () => {
    expect(() => mergeSource(source, { ref: 'a', revision: 'a' })).toThrow(
      'Give --ref or --revision, not both',
    );
  });
});

describe('onlyOne', () => {
  it.each([
    [1, undefined, 1],
    [undefined, 2, 2],
    [undefined, undefined, undefined],
  ])('of %s and %s is %s', (one, other, expected) => {
    expect(onlyOne(['--a', one], ['--b', other])).toBe(expected);
  });
});

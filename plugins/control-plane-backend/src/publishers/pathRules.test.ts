import fc from 'fast-check';
import { foldersOf, refusalOfPath, refusalOfPaths } from './pathRules';

describe('refusalOfPath', () => {
  it.each([
    'clusters/us-east-1/teams/payments/api/req-0123456789abcdef/namespace.yaml',
    'a',
    'a b/ü.yaml',
    'a/..b/c..',
    'github/workflows',
  ])('takes %s', path => {
    expect(refusalOfPath(path)).toBeUndefined();
  });

  it.each([
    ['', /empty/],
    ['/etc/passwd', /absolute/],
    ['a//b', /empty segment/],
    ['a/', /empty segment/],
    ['../a', /segment '\.\.'/],
    ['a/./b', /segment '\.'/],
    ['a/../../b', /segment '\.\.'/],
    ['.git/config', /reserved name '\.git'/],
    ['a/.GIT/config', /reserved/],
    ['a/.gitmodules', /reserved/],
    ['.github/workflows/x.yaml', /reserved/],
    ['.gitea/workflows/x.yaml', /reserved/],
    ['.forgejo/workflows/x.yaml', /reserved/],
    ['.gitlab-ci.yml', /reserved/],
    ['docs/CODEOWNERS', /reserved/],
    ['GIT~1/config', /reserved/],
    ['a\\b', /backslash/],
    ['a\nb', /control/],
    ['a\0b', /control/],
    ['.g\u200bit/config', /control/],
    ['a/\u202egnp.yaml', /control/],
    ['e\u0301', /normal form/],
    ['a'.repeat(1025), /longer/],
  ])('refuses %j', (path, reason) => {
    expect(refusalOfPath(path)).toMatch(reason);
  });

  it('takes no path that leaves its folder, whatever it is made of', () => {
    const segment = fc.constantFrom(
      '..',
      '.',
      '',
      'a',
      '.git',
      'b.yaml',
      '...',
    );
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 6 }), parts => {
        const path = parts.join('/');
        const taken = refusalOfPath(path) === undefined;
        const { pathname } = new URL(path, 'file:///root/');
        expect(taken && pathname !== `/root/${path}`).toBe(false);
      }),
    );
  });
});

describe('refusalOfPaths', () => {
  const file = (path: string) => ({ path });

  it.each([
    [['t/a'], [file('t/a/x'), file('t/a/y/z')], undefined],
    [['t/a'], [], undefined],
    [[], [], /owns no path/],
    [['t/a'], [file('t/ab/x')], /outside of the owned paths/],
    [['t/a'], [file('t/a')], /outside of the owned paths/],
    [['t/a'], [file('t/a/x'), file('t/a/x')], /same path/],
    [['t/a'], [file('t/a/x'), file('t/a/x/y')], /both a file and a folder/],
    [['t/../a'], [], /segment/],
  ])('%j with %j', (owned, files, reason) => {
    const refusal = refusalOfPaths(owned, files);
    expect(refusal ?? 'taken').toMatch(reason ?? /^taken$/);
  });
});

describe('foldersOf', () => {
  it('lists the way to a path from the outside', () => {
    expect(foldersOf('a/b/c')).toEqual(['a', 'a/b']);
    expect(foldersOf('a')).toEqual([]);
  });
});

import fc from 'fast-check';
import { compareTree } from './compareTree';

const desired = [
  { path: 'r/b.yaml', blob: 'b1' },
  { path: 'r/a.yaml', blob: 'a1' },
];
const file = (path: string, blob: string, mode = '100644') => ({
  path,
  blob,
  mode,
});
const a = file('r/a.yaml', 'a1');
const b = file('r/b.yaml', 'b1');

describe('compareTree', () => {
  it.each([
    ['finds nothing in what is as published', [a, b], []],
    ['does not mind the order', [b, a], []],
    [
      'finds an edit',
      [a, file('r/b.yaml', 'b2')],
      [{ path: 'r/b.yaml', change: 'modified', blob: 'b2' }],
    ],
    [
      'finds a symlink with the right bytes',
      [a, file('r/b.yaml', 'b1', '120000')],
      [{ path: 'r/b.yaml', change: 'modified', blob: 'b1' }],
    ],
    [
      'finds an executable',
      [a, file('r/b.yaml', 'b1', '100755')],
      [{ path: 'r/b.yaml', change: 'modified', blob: 'b1' }],
    ],
    [
      'finds a submodule in the place of a file',
      [a, file('r/b.yaml', 'c0', '160000')],
      [{ path: 'r/b.yaml', change: 'modified', blob: 'c0' }],
    ],
    ['finds a removed file', [b], [{ path: 'r/a.yaml', change: 'removed' }]],
    [
      'finds a file that is not ours',
      [a, b, file('r/c.yaml', 'c1')],
      [{ path: 'r/c.yaml', change: 'added', blob: 'c1' }],
    ],
    [
      'finds a renamed file as two differences, by path',
      [a, file('r/0.yaml', 'b1')],
      [
        { path: 'r/0.yaml', change: 'added', blob: 'b1' },
        { path: 'r/b.yaml', change: 'removed' },
      ],
    ],
    [
      'finds an emptied folder',
      [],
      [
        { path: 'r/a.yaml', change: 'removed' },
        { path: 'r/b.yaml', change: 'removed' },
      ],
    ],
  ])('%s', (_, actual, differences) => {
    expect(compareTree(desired, actual)).toEqual(differences);
  });

  it('finds exactly the paths whose content differs, once each and sorted', () => {
    const tree = fc.uniqueArray(
      fc.record({
        path: fc.constantFrom('r/1', 'r/2', 'r/3', 'r/4', 'r/5'),
        blob: fc.constantFrom('x', 'y'),
        mode: fc.constantFrom('100644', '100644', '120000'),
      }),
      { selector: ({ path }) => path },
    );
    fc.assert(
      fc.property(tree, tree, (wanted, actual) => {
        const key = (entry: { blob: string; mode: string }) =>
          `${entry.blob} ${entry.mode}`;
        const want = new Map(
          wanted.map(entry => [entry.path, `${entry.blob} 100644`]),
        );
        const have = new Map(actual.map(entry => [entry.path, key(entry)]));
        const differing = [...new Set([...want.keys(), ...have.keys()])]
          .filter(path => want.get(path) !== have.get(path))
          .sort();
        expect(compareTree(wanted, actual).map(({ path }) => path)).toEqual(
          differing,
        );
      }),
    );
  });
});

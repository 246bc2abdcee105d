import { countDiffLines } from './countDiffLines';

describe('countDiffLines', () => {
  it('counts lines of hunks, not of the header', () => {
    const diff = [
      '===================================================================',
      '--- a.yaml\t',
      '+++ a.yaml\t',
      '@@ -1,2 +1,3 @@',
      ' kind: A',
      '-a: 1',
      '+a: 2',
      '+b: 3',
      '\\ No newline at end of file',
    ].join('\n');
    expect(countDiffLines(diff)).toEqual({
      insertions: 2,
      deletions: 1,
      lines: 4,
    });
  });

  it('counts nothing where nothing differs', () => {
    expect(countDiffLines('')).toEqual({
      insertions: 0,
      deletions: 0,
      lines: 0,
    });
  });
});

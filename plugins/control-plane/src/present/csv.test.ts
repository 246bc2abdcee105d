import { csvCell, csvFile } from './csv';

describe('csvCell', () => {
  it.each<[string | number | undefined, string]>([
    ['plain', 'plain'],
    [undefined, ''],
    [0, '0'],
    [-5, '-5'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-cmd', "'-cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['  =1', "'  =1"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ])('writes %j as %j', (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});

describe('csvFile', () => {
  it('ends each row with CRLF and begins with the mark of UTF-8', () => {
    expect(
      csvFile([
        ['a', 'b'],
        [1, undefined],
      ]),
    ).toBe('\ufeffa,b\r\n1,\r\n');
  });
});

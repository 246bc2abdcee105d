import { tokenizeYamlLine } from './tokenizeYamlLine';

const shape = (line: string) =>
  tokenizeYamlLine(line)
    .filter(({ text }) => text.trim() !== '')
    .map(({ kind, text }) => `${kind}=${text.trim()}`);

describe('tokenizeYamlLine', () => {
  it.each([
    ['kind: Namespace', ['key=kind', 'mark=:', 'plain=Namespace']],
    ['  replicas: 3', ['key=replicas', 'mark=:', 'literal=3']],
    ['- name: "x # y"', ['mark=-', 'key=name', 'mark=:', 'string="x # y"']],
    ['on: true # why', ['key=on', 'mark=:', 'literal=true', 'comment=# why']],
    ['# a: b', ['comment=# a: b']],
    ['---', ['mark=---']],
    ['  - one', ['mark=-', 'plain=one']],
    ['a/b.c: d', ['key=a/b.c', 'mark=:', 'plain=d']],
    [
      'url: https://x.example',
      ['key=url', 'mark=:', 'plain=https://x.example'],
    ],
  ])('splits %s', (line, tokens) => {
    expect(shape(line)).toEqual(tokens);
  });

  it.each(['', '   ', 'a:', '- - a: b', "'q': 'r'", ': :', '{a: 1}', '"open'])(
    'loses no character of %j',
    line => {
      expect(
        tokenizeYamlLine(line)
          .map(({ text }) => text)
          .join(''),
      ).toBe(line);
    },
  );
});

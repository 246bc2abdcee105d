import { FLUSH, PktLineParser, pktLine } from './PktLineParser';
import { readAdvertisement } from './PushAdvertisement';

const ID = 'a'.repeat(40);

const read = (...lines: string[]) =>
  readAdvertisement(
    new PktLineParser().feed(Buffer.concat([...lines.map(pktLine), FLUSH])),
  );

describe('readAdvertisement', () => {
  it('reads refs, and capabilities from behind the first of them', () => {
    const { refs, capabilities } = read(
      `${ID} refs/heads/main\0report-status quiet agent=git/2.39\n`,
      `${ID} refs/heads/with space\n`,
      `${ID} .have\n`,
      `shallow ${ID}\n`,
    );
    expect(refs.get('refs/heads/main')).toBe(ID);
    expect(refs.get('refs/heads/with space')).toBe(ID);
    expect([...capabilities]).toEqual([
      'report-status',
      'quiet',
      'agent=git/2.39',
    ]);
  });

  it('reads an empty repository', () => {
    const none = '0'.repeat(40);
    expect(
      read(`${none} capabilities^{}\0report-status\n`).refs.get(
        'refs/heads/main',
      ),
    ).toBeUndefined();
  });

  it.each([
    ['an error', ['ERR you may not\n'], 'remote: you may not'],
    ['a line that is no ref', ['hello\n'], 'expected a ref, got "hello"'],
    ['long ids', [`${'a'.repeat(64)} refs/x\0report-status`], 'SHA-1'],
    [
      'a server that reports nothing',
      [`${ID} refs/heads/main\0quiet\n`],
      'does not report',
    ],
  ])('does not accept %s', (_, lines, message) => {
    expect(() => read(...lines)).toThrow(message);
  });
});

import { FLUSH, pktLine } from './PktLineParser';
import { PushReport } from './PushReport';

const REF = 'refs/heads/main';

const lines = (...texts: string[]) =>
  Buffer.concat([...texts.map(text => pktLine(`${text}\n`)), FLUSH]);

const band = (number: number, content: Buffer | string) =>
  pktLine(`${String.fromCharCode(number)}${content.toString()}`);

/** What the report says when the bytes come in pieces of one. */
function statusOf(bytes: Buffer, sideBand = true) {
  const report = new PushReport(sideBand);
  for (const byte of bytes) {
    report.feed(Buffer.from([byte]));
  }
  return report.statusOf(REF);
}

describe('PushReport', () => {
  it('says that the branch was moved', () => {
    const report = lines('unpack ok', `ok ${REF}`);
    expect(statusOf(Buffer.concat([band(1, report), FLUSH]))).toBe('ok');
    expect(statusOf(report, false)).toBe('ok');
  });

  it('puts a report together that comes in several packets, between words', () => {
    const report = lines('unpack ok', `ok ${REF}`);
    const collected = new PushReport(true);
    collected.feed(
      Buffer.concat([
        band(2, 'Checking the '),
        band(1, report.subarray(0, 9)),
        band(2, 'policy\rdone\n'),
        band(1, report.subarray(9)),
        FLUSH,
      ]),
    );
    expect(collected.statusOf(REF)).toBe('ok');
    expect(collected.words).toBe('remote: Checking the policy\nremote: done');
  });

  it('gives the reason of a refusal, with that of the unpacking', () => {
    expect(
      statusOf(lines('unpack ok', `ng ${REF} hook declined`), false),
    ).toEqual({ reason: 'hook declined' });
    expect(
      statusOf(lines('unpack disk is full', `ng ${REF} unpacker error`), false),
    ).toEqual({ reason: 'unpacker error: disk is full' });
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no end', lines('unpack ok', `ok ${REF}`).subarray(0, -4)],
    ['no status', lines('unpack ok')],
    ['no unpacking', lines(`ok ${REF}`)],
    [
      'an unpacking that failed, yet a ref that is fine',
      lines('unpack bad', `ok ${REF}`),
    ],
    ['another ref', lines('unpack ok', 'ok refs/heads/other')],
    ['more than was asked for', lines('unpack ok', `ok ${REF}`, `ng ${REF} x`)],
    [
      'something behind the end',
      Buffer.concat([lines('unpack ok', `ok ${REF}`), pktLine('x')]),
    ],
    ['no packets', Buffer.from('<html>502 Bad Gateway</html>')],
  ])('leaves it open when there is %s', (_, bytes) => {
    expect(statusOf(bytes, false)).toBeUndefined();
  });

  it('leaves it open when a band is unknown, and tells of it', () => {
    const report = new PushReport(true);
    report.feed(
      Buffer.concat([
        band(7, 'x'),
        band(1, lines('unpack ok', `ok ${REF}`)),
        FLUSH,
      ]),
    );
    expect(report.statusOf(REF)).toBeUndefined();
    expect(report.words).toMatch(/there is no band 7/);
  });

  it('keeps so many words and no more', () => {
    const report = new PushReport(true);
    for (let packet = 0; packet < 100; packet += 1) {
      report.feed(band(2, 'x'.repeat(1000)));
    }
    expect(report.words.length).toBeLessThan(66_000);
  });
});

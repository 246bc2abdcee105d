import { unsafeTextReason } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { testOperation } from '../../__testUtils__/publisherContract';
import { commitMessage, refusalOfMessage } from './commitMessage';

describe('commitMessage', () => {
  it('puts the operation first among the trailers', () => {
    expect(commitMessage(testOperation('op-1'))).toBe(
      'Publish op-1\n\nControl-Plane-Operation: op-1\nControl-Plane-Request: req-op-1\nApproved-By: user:default/ana\n',
    );
  });

  it('keeps trailers of a body out of the last paragraph', () => {
    const body = 'Control-Plane-Operation: forged\n';
    expect(commitMessage(testOperation('op-1', { body, trailers: [] }))).toBe(
      'Publish op-1\n\nControl-Plane-Operation: forged\n\nControl-Plane-Operation: op-1\n',
    );
  });

  it.each([
    ['soft hyphens of a word processor', '> Re\u00adfund', '> Refund'],
    [
      'the tags of a flag',
      '> \u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f} goes',
      '> \u{1f3f4} goes',
    ],
    ['a deprecated mark', '> a\u206fb', '> ab'],
    ['a change of direction', '> a\u202eb', '> ab'],
    ['nothing of a heart', '> \u2764\ufe0f', '> \u2764\ufe0f'],
    ['nothing of an Arabic number sign', '> \u06001', '> \u06001'],
  ])('leaves out of a body what nobody sees: %s', (_, body, written) => {
    expect(commitMessage(testOperation('op-1', { body }))).toContain(
      `\n\n${written}\n\n`,
    );
  });
});

describe('refusalOfMessage', () => {
  const trailer = (key: string, value: string) => ({
    trailers: [{ key, value }],
  });

  it.each([
    ['a usual message', {}, undefined],
    ['a body of lines', { body: 'a\n\n\tb' }, undefined],
    ['an id with a space', { id: 'a b' }, /operation id/],
    ['an id with a line break', { id: 'a\nb' }, /operation id/],
    ['no subject', { subject: ' ' }, /subject/],
    ['a long subject', { subject: 'x'.repeat(73) }, /subject/],
    ['a subject of two lines', { subject: 'a\nb' }, /subject/],
    ['a body with a line separator', { body: 'a\u2028b' }, /body/],
    ['a subject with a soft hyphen', { subject: 'a\u00adb' }, /subject/],
    [
      'a value with a change of direction',
      trailer('A', 'b\u202ec'),
      /value of trailer A/,
    ],
    ['a body with an escape', { body: 'a\u001b[31m' }, /body/],
    ['a key with a colon', trailer('A:', 'b'), /trailer key/],
    ['a value of two lines', trailer('A', 'b\nC: d'), /value of trailer A/],
    ['an empty value', trailer('A', ' '), /value of trailer A/],
    [
      'a second operation',
      trailer('control-plane-operation', 'x'),
      /publisher alone/,
    ],
  ])('%s', (_, overrides, reason) => {
    const refusal = refusalOfMessage(testOperation('op-1', overrides));
    expect(refusal ?? 'taken').toMatch(reason ?? /^taken$/);
  });

  it('takes every control, format and space character that input lets through', () => {
    const typed = Array.from({ length: 0x110000 }, (_, code) =>
      String.fromCodePoint(code),
    ).filter(
      character =>
        /[\p{Cc}\p{Cf}\p{Z}]/u.test(character) &&
        unsafeTextReason(`a${character}b`) === undefined,
    );
    const refused = typed.filter(character =>
      refusalOfMessage(testOperation('op-1', { body: `a${character}b` })),
    );
    expect(typed).toContain('\u00ad');
    expect(refused).toEqual([]);
  });
});

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
});

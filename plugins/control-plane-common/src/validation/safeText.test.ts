import { unsafeTextReason } from './safeText';

describe('unsafeTextReason', () => {
  it.each([
    '',
    'Review of the refund flow',
    'two\nlines\tand a tab',
    'Zoë, 東京, 🚀',
    '$5 {a} $ {',
  ])('accepts %j', text => {
    expect(unsafeTextReason(text)).toBeUndefined();
  });

  it.each([
    ['a\u0000b', 'no control characters'],
    ['a\rb', 'no control characters'],
    ['\u001b[31m', 'no control characters'],
    ['a\u0085b', 'no control characters'],
    ['a\u2028b', 'no control characters'],
    ['\u202egnp.exe', 'no invisible or bidirectional control characters'],
    ['a\u200bb', 'no invisible or bidirectional control characters'],
    ['\ufeffa', 'no invisible or bidirectional control characters'],
    ['${HOME}', 'neither "${" nor "{{", which delivery engines expand'],
    ['{{ .Values }}', 'neither "${" nor "{{", which delivery engines expand'],
    ['e\u0301', 'text in Unicode normalization form C'],
  ])('refuses %j: %s', (text, reason) => {
    expect(unsafeTextReason(text)).toBe(reason);
  });
});

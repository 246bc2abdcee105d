import { unsafeLineReason, unsafeTextReason } from './safeText';

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
    ['a\ud800b', 'well-formed Unicode, without half a surrogate pair'],
    ['\udc00', 'well-formed Unicode, without half a surrogate pair'],
  ])('refuses %j: %s', (text, reason) => {
    expect(unsafeTextReason(text)).toBe(reason);
  });
});

describe('unsafeLineReason', () => {
  it('accepts what fits on a line', () => {
    expect(unsafeLineReason('Zoë, 東京, 🚀')).toBeUndefined();
  });

  it.each(['a\nb', 'a\n', '\ta'])('refuses %j', text => {
    expect(unsafeLineReason(text)).toBe(
      'one line, without tabs and line breaks',
    );
  });

  it('refuses what no text may hold', () => {
    expect(unsafeLineReason('a\u0000')).toBe('no control characters');
  });
});

/**
 * Why a text that a person typed is refused, or undefined when it is fine.
 *
 * @remarks
 * Control characters would break commit messages and logs; bidirectional controls make a reviewer read something else than
 * what is applied (CVE-2021-42574); `${` and `{{` would be expanded later, by Flux post-build substitution or by Helm and
 * Argo CD templates; a text that changes under NFC would not compare equal to itself everywhere.
 */
export function unsafeTextReason(text: string): string | undefined {
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/.test(text)) {
    return 'no control characters';
  }
  if (/[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/.test(text)) {
    return 'no invisible or bidirectional control characters';
  }
  if (text.includes('${') || text.includes('{{')) {
    return 'neither "${" nor "{{", which delivery engines expand';
  }
  if (text.normalize('NFC') !== text) {
    return 'text in Unicode normalization form C';
  }
  return undefined;
}

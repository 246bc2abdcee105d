/** What is expected of a text in which one half of a surrogate pair stands alone: no database and no file can hold it. */
export const WELL_FORMED = 'well-formed Unicode, without half a surrogate pair';

export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

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
  if (!isWellFormed(text)) {
    return WELL_FORMED;
  }
  if (text.normalize('NFC') !== text) {
    return 'text in Unicode normalization form C';
  }
  return undefined;
}

/** As `unsafeTextReason`, for what stands on one line: a line break or tab would end the value, or make it look like two. */
export function unsafeLineReason(text: string): string | undefined {
  return /[\t\n]/.test(text)
    ? 'one line, without tabs and line breaks'
    : unsafeTextReason(text);
}

const CONTROLS =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Text of other people as a terminal may show it: control and bidirectional characters are escaped.
 *
 * @remarks
 * A commit that somebody pushed can carry escape sequences in its subject; they must not reach the reader's terminal.
 */
export function printable(text: string): string {
  return text.replace(
    CONTROLS,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

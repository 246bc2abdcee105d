import { DUMP_SCHEMA, jsToAst, present } from 'js-yaml';

/** Text of one line that is written as it is, as a key and as a value, in YAML 1.1 and 1.2. */
const BARE = /^[A-Za-z/][\w./-]*(?:[ :][\w./-]+)*$/;

/** Words that YAML reads as something else than text. */
const TAKEN = /^(?:y|n|yes|no|on|off|true|false|null)$/i;

/** Longer text is written on more than one line, or after an indicator as a key. */
const LONGEST = 1000;

/** The same few numbers, quantities and words need quotes in every request. */
const MAX_REMEMBERED = 1000;

const STYLE = { schema: DUMP_SCHEMA, lineWidth: -1 };
const KEY = 'key: ';

const remembered = new Map<string, string>();

/**
 * Writes text as js-yaml does.
 *
 * @returns undefined when where it stands decides how, as for text of several lines, and for text that takes a closer look
 *   before it is written at all: see `assertPlainText`
 */
export function writeText(text: string): string | undefined {
  if (text.length > LONGEST) {
    return undefined;
  }
  if (BARE.test(text) && !TAKEN.test(text)) {
    return text;
  }
  return remembered.get(text) ?? quote(text);
}

function quote(text: string): string | undefined {
  if (/[^\x20-\x7e]|\{/.test(text)) {
    return undefined;
  }
  const [{ contents }] = jsToAst({ key: text }, DUMP_SCHEMA, { noRefs: true });
  const written = present([{ contents, directives: [] }], STYLE).slice(
    KEY.length,
    -1,
  );
  if (remembered.size >= MAX_REMEMBERED) {
    remembered.clear();
  }
  remembered.set(text, written);
  return written;
}

import { GitIdentity } from './gitIdentity';

/** A commit to be built, on the one before it. */
export interface CommitDraft {
  message: string;
  /** Paths to remove, before anything is written. */
  removed: string[];
  written: Array<{ path: string; content: string }>;
}

/** The ref that the stream builds on; it removes it again, so that the repository never shows it. */
const BUILD_REF = 'refs/control-plane/build';

/**
 * The input of `git fast-import` for commits on `head`. It answers with one line for each commit, its id.
 *
 * @remarks
 * Lengths, not terminators, end messages and contents, and paths are always quoted, so nothing in them can act.
 */
export function fastImportStream(options: {
  head: string;
  drafts: CommitDraft[];
  author: GitIdentity;
  committer: GitIdentity;
  time: Date;
}): Buffer {
  const { head, drafts, author, committer, time } = options;
  const seconds = Math.floor(time.getTime() / 1000);
  const parts: string[] = ['feature done\n'];
  drafts.forEach((draft, index) => {
    parts.push(
      `commit ${BUILD_REF}\n`,
      `mark :${index + 1}\n`,
      `author ${person(author)} ${seconds} +0000\n`,
      `committer ${person(committer)} ${seconds} +0000\n`,
      data(draft.message),
      `from ${index === 0 ? head : `:${index}`}\n`,
      ...draft.removed.map(path => `D ${quote(path)}\n`),
      ...draft.written.map(
        file => `M 100644 inline ${quote(file.path)}\n${data(file.content)}`,
      ),
      `\nget-mark :${index + 1}\n`,
    );
  });
  parts.push(`reset ${BUILD_REF}\nfrom ${'0'.repeat(40)}\n\ndone\n`);
  return Buffer.from(parts.join(''), 'utf8');
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text, 'utf8')}\n${text}\n`;
}

/** C-style quoting; a foreign file that is to be removed may have any name. */
function quote(path: string): string {
  const escaped = path
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll(
      /[\0-\x1f\x7f]/g,
      character => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`,
    );
  return `"${escaped}"`;
}

function person({ name, email }: GitIdentity): string {
  return `${name} <${email}>`;
}

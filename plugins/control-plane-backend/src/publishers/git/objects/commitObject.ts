import { GitIdentity } from '../gitIdentity';

export interface CommitHeader {
  tree: string;
  parent: string;
  author: GitIdentity;
  committer: GitIdentity;
  time: Date;
  message: string;
}

/**
 * The content of a commit object.
 *
 * @param signature - over the content without it
 */
export function commitContent(
  header: CommitHeader,
  signature?: string,
): Buffer {
  const { tree, parent, author, committer, time, message } = header;
  const at = `${Math.floor(time.getTime() / 1000)} +0000`;
  const lines = [
    `tree ${tree}`,
    `parent ${parent}`,
    `author ${author.name} <${author.email}> ${at}`,
    `committer ${committer.name} <${committer.email}> ${at}`,
    ...(signature === undefined ? [] : [signatureHeader(signature)]),
  ];
  return Buffer.from(`${lines.join('\n')}\n\n${message}`, 'utf8');
}

/** A header of several lines has a space before each but the first. */
function signatureHeader(signature: string): string {
  return `gpgsig ${signature.trimEnd().replaceAll('\n', '\n ')}`;
}

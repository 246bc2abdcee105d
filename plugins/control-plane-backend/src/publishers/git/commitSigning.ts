import { CommitDraft } from './fastImportStream';
import { GitIdentity } from './gitIdentity';
import { GitProcess } from './GitProcess';

/** The key that commits are signed with. */
export type CommitSigning =
  | {
      format: 'ssh';
      /** Absolute path of a private key without passphrase. Needs `ssh-keygen` on the PATH. */
      privateKeyFile: string;
    }
  | {
      format: 'openpgp';
      keyId: string;
      /** Absolute path of the GnuPG home that holds the key. Needs `gpg` on the PATH. */
      gnupgHome: string;
    };

/**
 * Makes signed commits with the trees of unsigned ones.
 *
 * @remarks
 * `git fast-import` builds trees at little cost but cannot sign, so each commit is made once more by `git commit-tree`.
 * One process for each commit: signing costs about as much as everything else in a large batch.
 */
export async function signCommits(options: {
  git: GitProcess;
  gitDirectory: string;
  signing: CommitSigning;
  head: string;
  commits: string[];
  drafts: CommitDraft[];
  author: GitIdentity;
  committer: GitIdentity;
  time: Date;
  signal: AbortSignal;
}): Promise<string[]> {
  const { git, gitDirectory, signing, commits, drafts, signal } = options;
  const date = `${Math.floor(options.time.getTime() / 1000)} +0000`;
  const signed: string[] = [];
  let parent = options.head;
  for (const [index, commit] of commits.entries()) {
    const output = await git.run({
      args: [
        'commit-tree',
        '-S',
        '-p',
        parent,
        '-F',
        '-',
        '--end-of-options',
        `${commit}^{tree}`,
      ],
      gitDirectory,
      config: signingConfig(signing),
      variables: {
        ...(signing.format === 'openpgp'
          ? { GNUPGHOME: signing.gnupgHome }
          : {}),
        GIT_AUTHOR_NAME: options.author.name,
        GIT_AUTHOR_EMAIL: options.author.email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: options.committer.name,
        GIT_COMMITTER_EMAIL: options.committer.email,
        GIT_COMMITTER_DATE: date,
      },
      input: drafts[index].message,
      signal,
    });
    parent = output.toString('utf8').trim();
    signed.push(parent);
  }
  return signed;
}

function signingConfig(signing: CommitSigning): Record<string, string> {
  switch (signing.format) {
    case 'ssh':
      return {
        'gpg.format': 'ssh',
        'user.signingKey': signing.privateKeyFile,
      };
    case 'openpgp':
      return { 'gpg.format': 'openpgp', 'user.signingKey': signing.keyId };
    default: {
      const unknown: never = signing;
      return unknown;
    }
  }
}

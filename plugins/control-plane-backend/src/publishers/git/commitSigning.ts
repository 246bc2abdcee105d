import { stringifyError } from '@backstage/errors';
import { GitCommandError, GitProcess } from './GitProcess';

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
 * Signs the content of a commit, as `git commit -S` would.
 *
 * @remarks
 * One process for each commit: signing costs more than everything else in a large batch.
 *
 * @returns the armored signature
 * @throws GitCommandError when the program cannot use the key; the signal's reason when it aborts
 */
export async function signCommit(options: {
  git: GitProcess;
  signing: CommitSigning;
  content: Buffer;
  signal: AbortSignal;
}): Promise<string> {
  const { git, signing, content, signal } = options;
  const command = signingCommand(signing);
  try {
    const signature = await git.runHelper({
      ...command,
      input: content,
      signal,
    });
    return signature.toString('utf8');
  } catch (error) {
    signal.throwIfAborted();
    const words =
      error instanceof GitCommandError
        ? error.result.stderr.trim().replaceAll('\n', '; ')
        : stringifyError(error);
    throw new GitCommandError(command.program, {
      exitCode: null,
      stdout: Buffer.alloc(0),
      stderr: `error: the commit could not be signed: ${words}`,
    });
  }
}

function signingCommand(signing: CommitSigning): {
  program: string;
  args: string[];
  variables?: Record<string, string>;
} {
  switch (signing.format) {
    case 'ssh':
      return {
        program: 'ssh-keygen',
        args: ['-Y', 'sign', '-n', 'git', '-f', signing.privateKeyFile],
      };
    case 'openpgp':
      return {
        program: 'gpg',
        args: ['--batch', '--detach-sign', '--armor', '-u', signing.keyId],
        variables: { GNUPGHOME: signing.gnupgHome },
      };
    default: {
      const unknown: never = signing;
      return unknown;
    }
  }
}

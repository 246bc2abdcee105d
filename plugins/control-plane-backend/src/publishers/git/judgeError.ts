import { isError } from '@backstage/errors';
import { classifyGitFailure, GitFailure } from './classifyGitFailure';
import { GitConnection } from './gitEnvironment';
import { GitObjectError } from './GitObjectReader';
import { GitCommandError } from './GitProcess';
import { secretsOfHeaders } from './scrubSecrets';

/**
 * Turns an error of Git or the system into a failure that can be reported.
 *
 * @throws the error itself when it is neither, and so a bug
 */
export function judgeError(
  error: unknown,
  connection: GitConnection,
): GitFailure {
  const secrets = secretsOfHeaders(connection.headers);
  if (error instanceof GitCommandError) {
    return classifyGitFailure(error.result, secrets);
  }
  if (
    error instanceof GitObjectError ||
    (isError(error) && error.code !== undefined)
  ) {
    return classifyGitFailure(
      {
        exitCode: null,
        stdout: Buffer.alloc(0),
        stderr: `error: ${error.message}`,
      },
      secrets,
    );
  }
  throw error;
}

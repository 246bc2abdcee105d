import { GitFailure } from '../classifyGitFailure';
import { GitResult } from '../GitProcess';

/**
 * What became of a push that Git did not report as done.
 *
 * - `lost_race`: somebody else moved the branch; nothing was written.
 * - `refused`: the server answered for the branch, or did not take so large a push, and wrote nothing.
 * - `unclear`: no answer for the branch; the push may have landed, or may still land.
 */
export function classifyPush(
  result: Pick<GitResult, 'stdout' | 'stderr'>,
): 'lost_race' | 'refused' | 'unclear' {
  const status = /^!\t\S{1,500}\t(.{0,500})$/m.exec(
    result.stdout.toString('utf8'),
  )?.[1];
  const verdict = status === undefined ? 'unclear' : classifyRefStatus(status);
  return verdict === 'unclear' && isTooLarge(result.stderr)
    ? 'refused'
    : verdict;
}

/**
 * Whether the body of a push was not taken because of its size: no pack can have come through, so nothing was written.
 *
 * @param stderr - what Git, or we in its place, said of the exchange; a server's own words come as lines of `remote: `
 */
export function isTooLarge(stderr: string): boolean {
  return /^error: RPC failed; HTTP 413\b/m.test(stderr);
}

/** The same from the server's word for the branch. */
export function classifyRefStatus(
  status: string,
): 'lost_race' | 'refused' | 'unclear' {
  // `remote failure` is said of a branch whose status the server did not report.
  if (/remote failure|remote failed to report status/i.test(status)) {
    return 'unclear';
  }
  if (
    /fetch first|non-fast-forward|stale info|cannot lock ref|failed to update ref|failed to lock|incorrect old value|reference already exists|needs force/i.test(
      status,
    )
  ) {
    return 'lost_race';
  }
  return 'refused';
}

/**
 * What stands in the way when the remote cannot lock the branch because somebody holds the lock, or left it behind; undefined when that is
 * not what a push failed for.
 *
 * @remarks
 * Another push holds it for milliseconds. A Git process that was killed leaves it for ever, and then no push gets through.
 */
export function classifyHeldLock(stderr: string): GitFailure | undefined {
  const path =
    /Unable to create '(?:[^'\n]{0,1000}\/)?((?:refs\/[^'\n]{1,300}|packed-refs|HEAD)\.lock)': File exists/.exec(
      stderr,
    )?.[1];
  return path === undefined
    ? undefined
    : {
        reason: 'branch_locked',
        message: `The branch is locked on the Git server by the file ${path}.`,
        advice: `Another Git process may have been killed: when none runs in the repository, remove ${path} in it. It is tried again.`,
        retryable: true,
      };
}

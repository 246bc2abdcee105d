import { isError } from '@backstage/errors';
import { GitObjectError } from './GitObjectReader';
import { GitCommandError, GitRemoteError } from './GitProcess';

/** True when an error of ours says that the mirror, not the remote, is broken. */
export function isDamage(error: unknown): boolean {
  if (error instanceof GitRemoteError) {
    return false;
  }
  if (error instanceof GitCommandError) {
    return !error.result.stopped && isDamagedCache(error.result.stderr);
  }
  if (error instanceof GitObjectError) {
    return isDamagedCache(error.message);
  }
  // Git starts in the mirror's folder: when that was deleted, the system says that the program is not there.
  return isError(error) && error.code === 'ENOENT';
}

/** True when our own repository, not the remote, is broken: it is a cache and can be fetched anew. */
export function isDamagedCache(text: string): boolean {
  const ours = text.replaceAll(/^remote: .{0,1000}$/gm, '');
  return /Unable to create '[^']{1,1000}\.lock'|bad object|object file .{1,300} is empty|loose object .{1,300} is corrupt|missing (?:blob|tree|commit)|unable to read tree|packfile .{1,300} (?:is far too short|cannot be accessed|does not match)|bad (?:tree|config)|fatal: not a git repository|did not send all necessary objects|did not receive expected object|object directory .{1,500} does not exist|invalid object|inflate: |garbage at end|unresolved deltas|fatal: pack has|badly formed|(?:index|pack) file .{1,500} (?:is too small|corrupt)|failed to (?:read|parse) object|Could not read [0-9a-f]{40}|unable to resolve reference|your current branch appears to be broken|broken ref/i.test(
    ours,
  );
}

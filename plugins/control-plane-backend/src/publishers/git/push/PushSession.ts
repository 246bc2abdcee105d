import { GitObject } from '../objects/gitObject';
import { GitFailure } from '../classifyGitFailure';

/** A move of the branch by commits that are built on `old`. */
export interface PushCommand {
  /** Where the branch must stand for the push to be taken. */
  old: string;
  commit: string;
  /** What the remote may lack of `commit`. */
  objects: readonly GitObject[];
}

/**
 * What became of a push.
 *
 * - `landed`: the remote moved the branch.
 * - `lost_race`: somebody else moved it first, or holds its lock (`lock`); nothing was written.
 * - `refused`: the remote answered for the branch, or did not take so large a push, and wrote nothing.
 * - `unclear`: no certain answer; it may have landed, or may still land.
 */
export type PushAnswer =
  | { type: 'landed' }
  | { type: 'lost_race'; lock?: GitFailure }
  | { type: 'refused'; failure: GitFailure }
  | { type: 'unclear'; failure: GitFailure };

/**
 * One visit to a remote: a look at the branch, and at most one push to it.
 *
 * @remarks
 * The push is never forced: it names the commit where the branch must stand, and the remote moves the branch from there in one step or not
 * at all.
 */
export interface PushSession {
  /** Where the branch stood at the look. */
  readonly head: string;
  /** @throws the signal's reason when it aborts, never for what a remote may do */
  push(command: PushCommand): Promise<PushAnswer>;
  /** Ends the visit; does not throw. */
  close(): Promise<void>;
}

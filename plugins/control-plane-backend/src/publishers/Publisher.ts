import { TreeDifference } from '../domain/drift/compareTree';
import { PublishRejection } from '../domain/publication/PublishRejection';

/** A branch of a repository that the control plane writes to; everything below it goes through one lane. */
export interface PublishTarget {
  /** Remote address as the backend reaches it: https, ssh, or (only where config names it) file and loopback http. */
  repositoryUrl: string;
  /** Branch that holds the desired state, e.g. `main`. */
  branch: string;
}

export interface PublishFile {
  /** Repository path with `/`, below one of the operation's owned paths. */
  path: string;
  content: string;
}

/**
 * One publication intent: the state that the owned paths must have on the branch.
 *
 * @remarks
 * Everything below `ownedPaths` is replaced by `files`; no `files` means that the paths are removed. Nothing outside is touched.
 */
export interface PublishOperation {
  /** Stands in the commit as `Control-Plane-Operation`; by it a push that landed unseen is recognised. */
  id: string;
  /** Folders this operation owns, e.g. `clusters/us-east-1/teams/payments/payments-api/req-0123456789abcdef`. */
  ownedPaths: string[];
  files: PublishFile[];
  /** First line of the commit message, at most 72 characters, without control characters. */
  subject: string;
  /** Text of a person, without control characters but for line breaks and tabs; format characters that nobody sees are left out. */
  body?: string;
  /** Commit trailers in order, without `Control-Plane-Operation`, which the publisher adds first. */
  trailers: Array<{ key: string; value: string }>;
  /** Head of the branch when this operation was first tried; its trailer is searched from here on. Absent on the first try. */
  base?: string;
  /**
   * States of the owned paths that are ours: what was published last, and what earlier attempts may have pushed. Whatever else the operation
   * writes over was edited by others and is told of. Absent where nobody wants to know.
   */
  ours?: ReadonlyArray<readonly PublishFile[]>;
}

/** A path below the owned ones that others edited, and that an operation is about to write over or remove. */
export interface ForeignEdit extends TreeDifference {
  operationId: string;
  /** The newest commit that touched the path, if any. */
  edit?: PathEdit;
}

/**
 * What became of one operation.
 *
 * - `published`: this call put its commit on the branch.
 * - `already_published`: an earlier attempt's commit was found by its trailer.
 * - `unchanged`: the branch already held exactly these files; no commit was made.
 * - `rejected`: cannot be published; `retryable` says whether time may mend it, `advice` what a person can do.
 */
export type PublishOutcome =
  | { type: 'published'; commit: string }
  | { type: 'already_published'; commit: string }
  | { type: 'unchanged'; head: string }
  | {
      type: 'rejected';
      reason: PublishRejection;
      message: string;
      advice: string;
      retryable: boolean;
      retryAfterSeconds?: number;
    };

export interface PublishBatch {
  target: PublishTarget;
  operations: PublishOperation[];
  /**
   * Called with the head that the operations without a `base` are built on, before anything is pushed. The caller stores
   * it durably: if the process dies after the push, the next attempt searches from there.
   */
  recordBase(head: string, operationIds: string[]): Promise<void>;
  /**
   * Called with what others edited and the operations write over, before anything is pushed: afterwards nothing but the history of the
   * branch would tell of it. May be called again with the same edits.
   */
  recordForeignEdits(edits: readonly ForeignEdit[]): Promise<void>;
  signal: AbortSignal;
}

/** A path of the branch as it is, with who last changed it. */
export interface PublishedFile {
  path: string;
  /** Git blob id (SHA-1 of the blob, hex). */
  blob: string;
  /** Git file mode; anything but `100644` below an owned path is a foreign edit. */
  mode: string;
}

export interface PathEdit {
  commit: string;
  author: string;
  authorEmail: string;
  authoredAt: Date;
  subject: string;
}

/** A read-only view of a branch at one commit. */
export interface PublishedTree {
  head: string;
  /** Every file below `path`, by path. */
  list(path: string, signal: AbortSignal): Promise<PublishedFile[]>;
  read(path: string, signal: AbortSignal): Promise<string | undefined>;
  /** The newest commit that touched `path`, if any. */
  lastEdit(path: string, signal: AbortSignal): Promise<PathEdit | undefined>;
}

/** Writes desired state to a repository. One contract test suite runs against every implementation. */
export interface Publisher {
  /**
   * Brings the branch to the state of all operations: one commit for each that changes something, one push for all.
   *
   * @returns an outcome for every operation, by its id; never throws for what a remote may do, only for an aborted signal or a bug.
   */
  publish(batch: PublishBatch): Promise<Map<string, PublishOutcome>>;
  /** @throws ServiceUnavailableError when the remote cannot be read; the message says why and what to do. */
  readTree(target: PublishTarget, signal: AbortSignal): Promise<PublishedTree>;
  /** Cheap reachability check for the health report; resolves to the head of the branch. */
  probe(target: PublishTarget, signal: AbortSignal): Promise<string>;
}

/** Whose paths an operation owns. */
export type PublicationOwner =
  | { type: 'request'; requestId: string; generation: number }
  | { type: 'target'; target: string };

export type PublicationPurpose = 'publish' | 'remove' | 'repair';

/**
 * What became of a publication.
 *
 * - `pending`: the intent is stored; the lane has not settled it.
 * - `published` and `unchanged`: the branch holds the desired state.
 * - `failed`: it will not be tried again by itself; `message` and `advice` say why and what to do.
 * - `skipped`: a newer generation took its place before anything was pushed.
 */
export type PublicationState =
  | 'pending'
  | 'published'
  | 'unchanged'
  | 'failed'
  | 'skipped';

/** One publication intent: the operation whose id stands in the commit. */
export interface Publication {
  operationId: string;
  /** Name of the configured repository; one lane each. */
  repository: string;
  branch: string;
  owner: PublicationOwner;
  purpose: PublicationPurpose;
  state: PublicationState;
  planDigest: string;
  /** Folders that the operation owns. */
  paths: string[];
  /** Head of the branch when it was first tried; present as soon as a push may have happened. */
  base?: string;
  commit?: string;
  reason?: string;
  message?: string;
  advice?: string;
  /** Whether the last attempt failed in a way that may pass by itself; only while pending. */
  retryAt?: Date;
  attempts: number;
  /** When the last attempt ended. */
  attemptedAt?: Date;
  createdAt: Date;
  finishedAt?: Date;
}

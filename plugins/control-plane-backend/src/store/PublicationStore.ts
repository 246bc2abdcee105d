import { Publication } from '../domain/publication/Publication';
import { GenerationKey } from './operations/revision/generationKeys';

export interface PublicationStore {
  /** @throws ConflictError when the operation id exists. */
  insert(publication: Publication): Promise<void>;
  get(operationId: string): Promise<Publication | undefined>;
  /** Pending publications of a repository in the order they were made, at most `limit`. */
  listPending(repository: string, limit: number): Promise<Publication[]>;
  /**
   * Those that may be tried at `at`, in the order they were made, at most `limit`.
   *
   * @remarks
   * A race that one lost is the branch's affair, not its own: until that one is tried again, nothing else is, so that what came meanwhile
   * goes along with it instead of racing by itself.
   */
  listDue(
    repository: string,
    options: { at: Date; limit: number },
  ): Promise<Publication[]>;
  /** When the first of the publications that failed and wait is tried again; while nothing is due. */
  nextTryAt(repository: string): Promise<Date | undefined>;
  /**
   * Records the head that operations were first built on; an operation that has a base keeps it.
   *
   * @returns those that are pending; nothing is recorded for the others, which were settled meanwhile.
   */
  recordBase(operationIds: readonly string[], base: string): Promise<string[]>;
  /** Stores the outcome (state, commit, reason, message, advice, retryAt, attempts, finishedAt); `false` when it was settled before. */
  settle(publication: Publication): Promise<boolean>;
  /** The same of several publications, all different. @returns the operation ids of those that were pending. */
  settleMany(publications: readonly Publication[]): Promise<string[]>;
  /** Newest publication of one generation, if any. */
  newest(
    requestId: string,
    generation: number,
  ): Promise<Publication | undefined>;
  /** The same of several generations at once, in no particular order. */
  newestOf(
    keys: ReadonlyArray<{ requestId: string; generation: number }>,
  ): Promise<Publication[]>;
  /** The newest publication that was to bring a generation to the branch: repairs of what was there already do not count. */
  newestLanding(
    requestId: string,
    generation: number,
  ): Promise<Publication | undefined>;
  /** The newest of what each target shares, by name; targets that never had one are absent. */
  newestForTargets(
    targets: readonly string[],
  ): Promise<Map<string, Publication>>;
  /** How many publications a generation has had, by purpose; the ordinal of the next operation id. */
  count(requestId: string, generation: number): Promise<number>;
  /** The same of several generations, in their order. */
  countOf(keys: readonly GenerationKey[]): Promise<number[]>;
  /** Generations above the given ones that are on the branch, or were about to be when nobody heard of them any more; oldest first. */
  listTried(above: readonly GenerationKey[]): Promise<GenerationKey[]>;
  /** Newest first. */
  list(options: {
    requestId: string;
    before?: { createdAt: Date; id: string };
    limit: number;
  }): Promise<Publication[]>;
  /** Pending publications and the age of the oldest, by repository: for health and metrics. */
  stats(): Promise<
    Array<{ repository: string; pending: number; oldestSeconds: number }>
  >;
  /** What waits in each lane that something waits in. */
  listBacklogs(): Promise<LaneBacklog[]>;
  /** When something was last pushed to the branch of a repository, and what was last given up. */
  lastSettled(
    repository: string,
  ): Promise<{ publishedAt?: Date; failed?: Publication }>;
}

/** What waits in one lane. */
export interface LaneBacklog {
  repository: string;
  pending: number;
  /** Those whose last attempt failed. */
  failing: number;
  oldestPendingAt: Date;
  /** The failure that was seen last, among those that are tried again. */
  lastFailing?: Publication;
}

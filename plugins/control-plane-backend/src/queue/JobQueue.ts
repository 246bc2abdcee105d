import { Knex } from 'knex';
import { ClaimedJob, Job, JobSpec, JobState } from '../domain/job/Job';
import { JobFilter } from '../domain/job/JobFilter';
import { JobOutcome } from '../domain/job/jobOutcome';
import { ObservedJob } from '../domain/job/jobWait';
import { HeldPause, Pause, PauseName } from '../domain/job/Pause';
import { ReplayFilter, ReplayResult } from '../domain/job/replay';
import { Attempt } from '../domain/job/settlement';
import { EndingAttempt } from './operations/finishJobs';
import { QueuePeek } from './operations/peekJobs';

/**
 * What an enqueue did to the one live job of its kind and key.
 *
 * - `created`: there was none; this is it.
 * - `coalesced`: one was waiting; it now runs at the earlier of both times, at the higher of both priorities, with the new payload.
 * - `will_run_again`: one is running; it runs once more, with the new payload, when the attempt under way ends.
 */
export type EnqueueResult = {
  type: 'created' | 'coalesced' | 'will_run_again';
  jobId: string;
};

/**
 * `lost` means that the ticket no longer holds the lease: drop the result, stop, touch nothing. `next` is what was claimed
 * in the job's place.
 */
export type SettleResult = { next?: ClaimedJob } & (
  | {
      type: 'settled';
      state: JobState;
      /** When a failed attempt is followed by another one, at the latest. */
      retryInSeconds?: number;
    }
  | { type: 'lost' }
);

export interface ListJobsFilter extends JobFilter {
  /** Keyset: only jobs that come after this one in the order newest first. Ids grow with time, so the id is enough. */
  after?: Pick<Job, 'id'>;
  limit: number;
}

/** Depth and age of what waits, for metrics and the health report. */
export interface QueueStats {
  /**
   * Jobs that are ready or leased, and the dead that no later job of their kind and key followed. What is done is not
   * counted: it would cost more the more there is.
   */
  byKind: Array<{ kind: string; state: JobState; count: number }>;
  /** Seconds by which the oldest job that is due and not paused has waited; 0 when there is none. */
  oldestDueSeconds: number;
  /** Ready jobs that a pause holds, due or not; kinds without any are left out. */
  paused: Array<{ kind: string; count: number }>;
}

/** The jobs of one kind. */
export interface KindBacklog {
  kind: string;
  /** Could run now. */
  due: number;
  /** Could run now, were it not paused. */
  paused: number;
  /** Wait for a later instant or for something outside. */
  delayed: number;
  running: number;
  /** Died, and no later job of their kind and key followed. */
  dead: number;
  /** How long the oldest due job that is not paused has been waiting; absent when there is none. */
  oldestDueSeconds?: number;
}

/** The live jobs of one group. */
export interface GroupBacklog {
  group: string;
  waiting: number;
  running: number;
}

/** The queue as a whole, for people. */
export interface QueueOverview {
  observedAt: Date;
  kinds: KindBacklog[];
  /** Those with the most waiting jobs first; not all when there are very many. */
  groups: GroupBacklog[];
}

/** Who wants jobs, of which kinds, and how many at most. */
export interface ClaimRequest extends NextRequest {
  limit: number;
}

/** Who wants a job, of which kinds. */
export interface NextRequest {
  /** Process, for people. */
  owner: string;
  kinds: string[];
}

/**
 * A durable queue on the plugin's database. It has never heard of requests.
 *
 * @remarks
 * Delivery is at least once, under a lease: a claim stamps owner, ticket and lease end, and only the ticket's holder may
 * renew, settle or release. All times that processes compare are database time.
 */
export interface JobQueue {
  /** Enqueues inside the caller's transaction: the job exists if and only if that transaction commits. */
  enqueue(tx: Knex.Transaction, specs: JobSpec[]): Promise<EnqueueResult[]>;
  /**
   * The same as a part of a PostgreSQL statement that is a transaction of its own, for who need not know what became of
   * which job.
   */
  enqueueTogether(specs: JobSpec[]): Knex.Raw;
  /** Wakes workers of every process; call it after the transaction that enqueued has committed. */
  wake(): void;

  /** Takes up to `limit` due jobs in fair order and leases them to `owner`. */
  claim(request: ClaimRequest): Promise<ClaimedJob[]>;
  /** Extends the leases of jobs that are still held; the ids that are missing from the result were lost. */
  renew(jobs: Array<Pick<ClaimedJob, 'id' | 'ticket'>>): Promise<string[]>;
  /**
   * Ends one attempt by its outcome.
   *
   * @param next - who wants a job in its place: it is claimed in the same transaction where that is cheaper than a claim
   *   afterwards. None in the result does not mean that none is due.
   */
  settle(
    job: EndingAttempt & Attempt,
    outcome: JobOutcome,
    next?: NextRequest,
  ): Promise<SettleResult>;
  /** Gives a job back unfinished, without counting the attempt: for shutdown. */
  release(job: EndingAttempt & Attempt): Promise<SettleResult>;
  /** Makes jobs whose lease has run out ready again with the attempt counted, or dead after the last; returns their ids. */
  rescue(): Promise<string[]>;
  /** Deletes finished jobs older than retention, a bounded number a call; returns how many. */
  purge(): Promise<number>;
  /** Tells whether and when there is something to do, without doing it: for an idle worker. */
  peek(kinds: string[]): Promise<QueuePeek>;

  get(id: string): Promise<Job | undefined>;
  list(filter: ListJobsFilter): Promise<Job[]>;
  /** The live jobs of a kind by their keys: at most one a key. */
  listLive(kind: string, keys: readonly string[]): Promise<Job[]>;
  /** The job of a kind and key that ended last, however it did. */
  lastEnded(kind: string, key: string): Promise<Job | undefined>;
  /** Looks at jobs as of now: why those that are ready wait. */
  observe(jobs: readonly Job[]): Promise<ObservedJob[]>;
  stats(): Promise<QueueStats>;
  overview(): Promise<QueueOverview>;
  /**
   * Makes a dead or cancelled job ready again with its attempts reset.
   *
   * @throws ConflictError when the job is in another state or when a live job of its kind and key exists.
   */
  replay(tx: Knex.Transaction, id: string): Promise<Job>;
  /**
   * Makes many dead or cancelled jobs ready again, at most one of each kind and key. It may replay fewer than were asked
   * for, so that others are not held up; the result counts what is left.
   *
   * @throws ConflictError when enqueues of the same keys kept coming in between.
   */
  replayMany(tx: Knex.Transaction, filter: ReplayFilter): Promise<ReplayResult>;
  /**
   * Ends a job that waits. A running one cannot be cancelled: its effect may already be outside.
   *
   * @throws ConflictError when the job is not ready.
   */
  cancel(tx: Knex.Transaction, id: string): Promise<Job>;

  /** What is paused, the oldest pause first, and how many jobs wait for each to end. */
  pauses(): Promise<HeldPause[]>;
  /**
   * Keeps workers from taking the jobs of a kind, group or limit key, from the commit on; what runs goes on. Again, it
   * gives the pause a new reason.
   */
  pause(tx: Knex.Transaction, pause: Omit<Pause, 'at'>): Promise<Pause>;
  /** Ends a pause and tells workers of every process; returns what it was, or undefined when there was none. */
  resume(tx: Knex.Transaction, name: PauseName): Promise<Pause | undefined>;
}

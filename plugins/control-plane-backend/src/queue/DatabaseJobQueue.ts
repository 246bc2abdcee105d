import { Knex } from 'knex';
import { Clock } from '../clock';
import { ClaimedJob, Job, JobSpec } from '../domain/job/Job';
import { JobOutcome } from '../domain/job/jobOutcome';
import { ObservedJob } from '../domain/job/jobWait';
import { HeldPause, Pause, PauseName } from '../domain/job/Pause';
import { ReplayFilter, ReplayResult } from '../domain/job/replay';
import {
  Attempt,
  determineRelease,
  determineSettlement,
} from '../domain/job/settlement';
import { DatabaseClock, SystemDatabaseClock } from '../sql/DatabaseClock';
import { dialectOf } from '../sql/dialect';
import { retryOnConflict } from '../sql/retryOnConflict';
import { JobClaims } from './JobClaims';
import { JobEnds } from './JobEnds';
import { JobIds } from './JobIds';
import {
  ClaimRequest,
  EnqueueResult,
  JobQueue,
  ListJobsFilter,
  NextRequest,
  QueueOverview,
  QueueStats,
  SettleResult,
} from './JobQueue';
import { JobQueueConfig } from './JobQueueConfig';
import { JobSettlements } from './JobSettlements';
import { JobWaker } from './JobWaker';
import { OpenLeases } from './OpenLeases';
import { purgeJobs } from './chores/purgeJobs';
import { rescueJobs } from './chores/rescueJobs';
import { cancelJob } from './operations/cancelJob';
import { enqueueJobs, enqueueTogether } from './operations/enqueueJobs';
import { EndingAttempt } from './operations/finishJobs';
import { observeJobs } from './operations/observeJobs';
import { countHeld, pauseJobs, resumeJobs } from './operations/pauses';
import { QueuePeek, peekJobs } from './operations/peekJobs';
import {
  getJob,
  getLastEnded,
  listJobs,
  listLiveJobs,
} from './operations/readJobs';
import { readQueueOverview } from './operations/readQueueOverview';
import { readQueueStats } from './operations/readQueueStats';
import { renewLeases } from './operations/renewLeases';
import { replayJob } from './operations/replayJob';
import { replayJobs } from './operations/replayJobs';

export interface DatabaseJobQueueOptions {
  knex: Knex;
  config: JobQueueConfig;
  waker: JobWaker;
  clock: Clock;
  databaseClock?: DatabaseClock;
  /** Gives numbers from 0 up to 1; `Math.random` when absent. */
  random?: () => number;
}

/** The queue on SQLite or PostgreSQL: one statement an operation; see `operations/`. */
export class DatabaseJobQueue implements JobQueue {
  readonly #knex: Knex;
  readonly #config: JobQueueConfig;
  readonly #waker: JobWaker;
  readonly #clock: Clock;
  readonly #databaseClock: DatabaseClock;
  readonly #random: () => number;
  readonly #ids: JobIds;
  readonly #claims: JobClaims;
  readonly #settlements: JobSettlements;
  readonly #openLeases = new OpenLeases();

  static create(options: DatabaseJobQueueOptions): DatabaseJobQueue {
    return new DatabaseJobQueue(options);
  }

  private constructor(options: DatabaseJobQueueOptions) {
    this.#knex = options.knex;
    this.#config = options.config;
    this.#waker = options.waker;
    this.#clock = options.clock;
    this.#databaseClock = options.databaseClock ?? new SystemDatabaseClock();
    this.#random = options.random ?? Math.random;
    this.#ids = new JobIds(options.clock);
    this.#claims = new JobClaims({
      ...options,
      databaseClock: this.#databaseClock,
      retry: run => this.#retry(run),
    });
    this.#waker.onWake(() => this.#claims.changed());
    this.#settlements = new JobSettlements(
      dialectOf(options.knex),
      new JobEnds({
        ...options,
        databaseClock: this.#databaseClock,
        claims: this.#claims,
        openLeases: this.#openLeases,
        retry: run => this.#retry(run),
      }),
    );
  }

  async enqueue(
    tx: Knex.Transaction,
    specs: JobSpec[],
  ): Promise<EnqueueResult[]> {
    const results = await enqueueJobs(tx, specs, this.#enqueueOptions());
    this.#claims.changed();
    return results;
  }

  enqueueTogether(specs: JobSpec[]): Knex.Raw {
    return enqueueTogether(this.#knex, specs, this.#enqueueOptions());
  }

  wake(): void {
    this.#waker.wake();
  }

  async claim(request: ClaimRequest): Promise<ClaimedJob[]> {
    const jobs = await this.#claims.take(request);
    this.#openLeases.opened(jobs);
    return jobs;
  }

  async renew(
    jobs: Array<Pick<ClaimedJob, 'id' | 'ticket'>>,
  ): Promise<string[]> {
    this.#openLeases.keepOnly(jobs);
    return await this.#retry(() =>
      renewLeases(this.#knex, jobs, {
        clock: this.#databaseClock,
        leaseSeconds: this.#config.leaseSeconds,
      }),
    );
  }

  async settle(
    job: EndingAttempt & Attempt,
    outcome: JobOutcome,
    next?: NextRequest,
  ): Promise<SettleResult> {
    const settlement = determineSettlement(job, outcome, {
      random: this.#random(),
      backoff: this.#config,
    });
    const result = await this.#settlements.add(job, settlement, next);
    return result.type === 'settled' &&
      result.state === 'ready' &&
      outcome.type === 'retryable'
      ? { ...result, retryInSeconds: settlement.delaySeconds ?? 0 }
      : result;
  }

  async release(job: EndingAttempt & Attempt): Promise<SettleResult> {
    const result = await this.#settlements.add(job, determineRelease(job));
    this.#claims.changed();
    return result;
  }

  async rescue(): Promise<string[]> {
    const rescued = await this.#retry(() =>
      this.#knex.transaction(tx =>
        rescueJobs(tx, {
          clock: this.#databaseClock,
          backoff: this.#config,
          random: this.#random,
        }),
      ),
    );
    this.#claims.changed();
    return rescued.map(job => job.id);
  }

  async purge(): Promise<number> {
    return await purgeJobs(this.#knex, {
      clock: this.#databaseClock,
      retentionDays: this.#config.retentionDays,
      retry: run => this.#retry(run),
    });
  }

  async peek(kinds: string[]): Promise<QueuePeek> {
    return await this.#retry(() =>
      peekJobs(this.#knex, { clock: this.#databaseClock, kinds }),
    );
  }

  async get(id: string): Promise<Job | undefined> {
    return await getJob(this.#knex, id);
  }

  async list(filter: ListJobsFilter): Promise<Job[]> {
    return await listJobs(this.#knex, filter);
  }

  async listLive(kind: string, keys: readonly string[]): Promise<Job[]> {
    return await listLiveJobs(this.#knex, kind, keys);
  }

  async lastEnded(kind: string, key: string): Promise<Job | undefined> {
    return await getLastEnded(this.#knex, kind, key);
  }

  async overview(): Promise<QueueOverview> {
    return await readQueueOverview(this.#knex, { clock: this.#databaseClock });
  }

  async observe(jobs: readonly Job[]): Promise<ObservedJob[]> {
    return await observeJobs(this.#knex, jobs, {
      clock: this.#databaseClock,
      limits: this.#config.limits,
    });
  }

  async stats(): Promise<QueueStats> {
    return await readQueueStats(this.#knex, { clock: this.#databaseClock });
  }

  async replay(tx: Knex.Transaction, id: string): Promise<Job> {
    const job = await replayJob(tx, id, { clock: this.#databaseClock });
    await this.#announce(tx);
    return job;
  }

  async replayMany(
    tx: Knex.Transaction,
    filter: ReplayFilter,
  ): Promise<ReplayResult> {
    const result = await replayJobs(tx, filter, { clock: this.#databaseClock });
    if (result.replayed.length > 0) {
      await this.#announce(tx);
    }
    return result;
  }

  async cancel(tx: Knex.Transaction, id: string): Promise<Job> {
    return await cancelJob(tx, id, { clock: this.#databaseClock });
  }

  async pauses(): Promise<HeldPause[]> {
    return await countHeld(this.#knex);
  }

  async pause(tx: Knex.Transaction, pause: Omit<Pause, 'at'>): Promise<Pause> {
    this.#claims.changed();
    return await pauseJobs(tx, pause, { clock: this.#databaseClock });
  }

  async resume(
    tx: Knex.Transaction,
    name: PauseName,
  ): Promise<Pause | undefined> {
    const ended = await resumeJobs(tx, name);
    if (ended) {
      await this.#announce(tx);
    }
    return ended;
  }

  #enqueueOptions() {
    return {
      clock: this.#databaseClock,
      nextId: () => this.#ids.next(),
      maxAttempts: this.#config.maxAttempts,
      waker: this.#waker,
    };
  }

  /** Tells the workers of all processes, once the transaction commits, and claims of this process at once. */
  async #announce(tx: Knex): Promise<void> {
    this.#claims.changed();
    await this.#waker.announce(tx);
  }

  #retry<T>(run: () => Promise<T>): Promise<T> {
    return retryOnConflict(run, { clock: this.#clock, random: this.#random });
  }
}

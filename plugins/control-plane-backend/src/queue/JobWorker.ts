import { ClaimedJob } from '../domain/job/Job';
import { JobAttempts, JobAttemptsOptions, SentClaim } from './JobAttempts';
import { JobLeases } from './JobLeases';
import { JobQueue, NextRequest } from './JobQueue';
import { JobQueueConfig } from './JobQueueConfig';
import { JobSweeper, LastClaim } from './JobSweeper';
import { JobWaker } from './JobWaker';
import { JobWorkerEvents, noJobWorkerEvents } from './JobWorkerEvents';
import { WakeLatch } from './WakeLatch';

/**
 * Claims that one process makes at a time. One waits for its commit while another is planned; with more they get into
 * each other's way.
 */
const CLAIMS_AT_A_TIME = 4;

/** How long a worker waits after a failure of the database before it looks again. */
const PAUSE_AFTER_ERROR_MILLISECONDS = 1000;

/** The part of the time for shutdown that handlers get between the abort of their signals and the release of their jobs. */
const PART_FOR_ABORT = 0.1;

/** A database that does not answer must not hold up the end of the process; what it holds is rescued then. */
const LONGEST_RELEASE_MILLISECONDS = 1000;

export interface JobWorkerOptions
  extends Omit<JobAttemptsOptions, 'queue' | 'leases'> {
  queue: JobQueue;
  config: JobQueueConfig;
  waker: JobWaker;
  /** Names this process in the leases it takes, for people. */
  owner: string;
  events?: JobWorkerEvents;
  /** Gives numbers from 0 up to 1; `Math.random` when absent. */
  random?: () => number;
}

/**
 * Runs the jobs of one process.
 *
 * The protocol:
 *
 * - One loop claims as many jobs as there are free slots and starts their handlers, by a few claims beside each other.
 *   It claims nothing ahead: what waits stays in the database, where the order is fair and every process may take it.
 * - The loop looks again when a slot became free, at a wake-up, when the next job falls due and at each sweep. As long
 *   as claims come back full there are more; a claim that comes back short is followed by a peek, which tells when to
 *   look next. An idle process therefore makes one statement a sweep, whatever the number of kinds and slots. A process
 *   that is never idle sweeps as often.
 * - As long as claims come back full, a job that is done is settled and the next one claimed in its place by one
 *   transaction, where the queue can. So few slots are not a commit and a round trip a job slower than need be.
 * - A handler's outcome is settled under the job's ticket; until that is committed the job keeps its slot, so a slow
 *   database slows claims down instead of piling up outcomes. Answers that arrive together are written together. When the
 *   database says that the ticket no longer holds the job, the outcome is dropped: somebody else has the job.
 * - `JobLeases` renews all leases with one statement, and aborts the signal of a job whose lease is lost or may be. Such
 *   a job frees its slot at once, even if its handler takes no notice, and nothing more is written for it.
 * - What a handler throws is judged by one classifier. A job without a settled outcome needs no care: its lease runs
 *   out, and the sweep of any process makes it ready again with the attempt counted.
 * - Shutdown: claim nothing more, let handlers end until shortly before the deadline, then abort their signals and
 *   release what has still not ended, which gives the attempt back.
 */
export class JobWorker {
  readonly #options: JobWorkerOptions;
  readonly #events: JobWorkerEvents;
  readonly #latch: WakeLatch;
  readonly #leases: JobLeases;
  readonly #attempts: JobAttempts;
  readonly #sweeper: JobSweeper;
  readonly #request: NextRequest;
  readonly #stopLeases = new AbortController();
  #running = 0;
  #onIdle: () => void = () => {};
  /** Slots that claims under way may fill. */
  #reserved = 0;
  /** The last claim came back full: whatever ends may be followed at once. */
  #mayBeMore = false;
  #stopping = false;
  #loop: Promise<unknown> | undefined;
  #stopListening: () => void = () => {};

  constructor(options: JobWorkerOptions) {
    this.#options = options;
    this.#events = options.events ?? noJobWorkerEvents;
    this.#latch = new WakeLatch(options.clock);
    this.#request = { owner: options.owner, kinds: options.handlers.kinds() };
    this.#leases = new JobLeases({
      ...options,
      leaseSeconds: options.config.leaseSeconds,
    });
    this.#attempts = new JobAttempts({ ...options, leases: this.#leases });
    this.#sweeper = new JobSweeper({
      ...options,
      events: this.#events,
      random: options.random ?? Math.random,
    });
  }

  start(): void {
    if (this.#loop) {
      throw new Error(
        'Expected to start the job worker once, got a second start',
      );
    }
    this.#stopListening = this.#options.waker.onWake(() => this.#latch.wake());
    this.#loop = this.#work();
    // Errors are logged where they happen; the loop itself ends only by stop().
    void this.#leases.keep(this.#stopLeases.signal);
  }

  /** Ends within about `graceMs`: see the protocol. */
  async stop(options: { graceMs: number }): Promise<void> {
    this.#stopping = true;
    this.#attempts.giveUpOnErrors();
    this.#stopListening();
    this.#latch.wake();

    const forAbort = options.graceMs * PART_FOR_ABORT;
    await this.#idleWithin(options.graceMs - forAbort);
    this.#leases.held.forEach(held => held.abort('The process shuts down'));
    await this.#idleWithin(forAbort);
    this.#leases.held.forEach(held =>
      held.abandon('released', 'The process shuts down'),
    );
    await this.#idleWithin(LONGEST_RELEASE_MILLISECONDS);
    this.#stopLeases.abort();
  }

  async #work(): Promise<void> {
    let look = true;
    while (!this.#stopping) {
      try {
        if (look && this.#sweeper.isDue()) {
          await this.#sweeper.sweep('none');
        }
        const claim = look ? await this.#fillSlots() : 'none';
        if (claim === 'busy') {
          // What becomes free wakes the loop, so there is no need to know what else waits.
          await this.#wait(this.#sweeper.dueInMilliseconds());
          look = true;
          continue;
        }
        const sweep = await this.#sweeper.sweep(claim);
        look = sweep.lookNow || (await this.#wait(sweep.nextLookMilliseconds));
      } catch (error) {
        this.#warn('Looking for jobs failed', error);
        await this.#wait(PAUSE_AFTER_ERROR_MILLISECONDS);
        look = true;
      }
    }
    await this.#sweeper.ended();
  }

  /** Returns whether a wake-up ended the wait. */
  async #wait(milliseconds: number): Promise<boolean> {
    return this.#stopping || (await this.#latch.wait(milliseconds)) === 'woken';
  }

  /**
   * Claims until nothing is left to claim; `busy` when no slot is free or a sweep is due before.
   *
   * @throws what a claim failed with, when none of those beside it goes on any more
   */
  async #fillSlots(): Promise<LastClaim | 'busy'> {
    const ends = await Promise.allSettled(
      Array.from({ length: CLAIMS_AT_A_TIME }, () => this.#claimWhileFull()),
    );
    let last: LastClaim | 'busy' = 'busy';
    for (const end of ends) {
      if (end.status === 'rejected') {
        throw end.reason;
      }
      if (end.value === 'took-some' || last === 'busy') {
        last = end.value === 'busy' ? last : end.value;
      }
    }
    return last;
  }

  async #claimWhileFull(): Promise<LastClaim | 'busy'> {
    const { queue, config, clock } = this.#options;
    let tookAny = false;
    while (!this.#stopping) {
      const limit = Math.min(
        config.workers - this.#running - this.#reserved,
        config.batch,
      );
      if (limit <= 0) {
        break;
      }
      this.#reserved += limit;
      const sentAt = clock.monotonic();
      let jobs: ClaimedJob[];
      try {
        jobs = await queue.claim({ ...this.#request, limit });
      } finally {
        // In the same turn as they start: a claim beside this one must not take the slots for free meanwhile.
        this.#reserved -= limit;
      }
      if (this.#stopping) {
        await Promise.all(jobs.map(job => queue.release(job)));
        break;
      }
      jobs.forEach(job => void this.#run({ job, sentAt }));
      tookAny ||= jobs.length > 0;
      this.#mayBeMore = jobs.length === limit;
      if (!this.#mayBeMore) {
        return tookAny ? 'took-some' : 'took-nothing';
      }
      if (this.#sweeper.isDue()) {
        break;
      }
    }
    return 'busy';
  }

  async #run(claim: SentClaim): Promise<void> {
    const { job } = claim;
    this.#running += 1;
    this.#events.attemptStarted(job);
    const { end, seconds, next } = await this.#attempts.run(claim, () =>
      this.#mayBeMore && !this.#stopping ? this.#request : undefined,
    );
    if (next && this.#stopping) {
      await this.#options.queue
        .release(next.job)
        .catch(error => this.#warn('Giving a job back failed', error));
    }
    this.#running -= 1;
    this.#events.attemptEnded(job, end, seconds);
    if (next && !this.#stopping) {
      // In the same turn: the slot is free for nobody else.
      void this.#run(next);
      return;
    }
    // A slot is free, and the job itself may be due again sooner than what the loop waits for.
    this.#latch.wake();
    if (this.#running === 0) {
      this.#onIdle();
    }
  }

  async #idleWithin(milliseconds: number): Promise<void> {
    const timer = new AbortController();
    await Promise.race([
      Promise.resolve(this.#loop).then(() => this.#idle()),
      this.#options.clock.sleep(milliseconds, timer.signal).catch(() => {}),
    ]);
    timer.abort();
  }

  /** Resolves when no attempt is under way; whoever asks last is told. */
  async #idle(): Promise<void> {
    if (this.#running > 0) {
      await new Promise<void>(resolve => {
        this.#onIdle = resolve;
      });
    }
  }

  #warn(message: string, error: unknown): void {
    this.#options.logger.warn(
      message,
      error instanceof Error ? error : new Error(String(error)),
    );
  }
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '../clock';
import { PURGE_BATCH } from './chores/purgeJobs';
import { JobHandlers } from './JobHandlers';
import { JobQueue } from './JobQueue';
import { JobQueueConfig } from './JobQueueConfig';
import { JobWaker } from './JobWaker';
import { JobWorkerEvents } from './JobWorkerEvents';

/** Sweeps find what nobody announced: jobs of a lost wake-up, leases that ran out. */
const SWEEP_MILLISECONDS = 5000;

/** Sweeps of many processes spread over this part of their time. */
const JITTER = 0.2;

const PURGE_MILLISECONDS = 10 * 60_000;

/** The first pause when jobs are due that cannot be had: others hold them, or their limit is used up. */
const FIRST_BLOCKED_MILLISECONDS = 25;

/** What the claim before a sweep came to; `none` when there was no claim. */
export type LastClaim = 'none' | 'took-some' | 'took-nothing';

export interface SweepResult {
  /** Something is due, or was just made ready. */
  lookNow: boolean;
  /** Otherwise: when to look again, unless a wake-up comes first. */
  nextLookMilliseconds: number;
}

/**
 * What a worker does beside claiming: take back leases that ran out, delete old history, and find out when to look again.
 *
 * @remarks
 * It is due every few seconds, however much there is to claim: a lease of the dead must not wait for the end of a backlog.
 */
export class JobSweeper {
  #blockedTimes = 0;
  #sweepAt: number;
  #purgeAt: number;
  #purge: Promise<void> | undefined;

  constructor(
    private readonly options: {
      queue: JobQueue;
      handlers: JobHandlers;
      config: JobQueueConfig;
      waker: JobWaker;
      clock: Clock;
      events: JobWorkerEvents;
      logger: LoggerService;
      random: () => number;
    },
  ) {
    const now = options.clock.monotonic();
    this.#sweepAt = now + this.#untilNextSweep();
    this.#purgeAt = now + this.#jittered(PURGE_MILLISECONDS);
  }

  /** Resolves when nothing that a sweep began is under way any more. */
  async ended(): Promise<void> {
    await this.#purge;
  }

  async sweep(lastClaim: LastClaim): Promise<SweepResult> {
    const { queue, handlers, clock } = this.options;
    const planNext = () => {
      this.#sweepAt = clock.monotonic() + this.#untilNextSweep();
    };
    // Before anything that may fail: a sweep that fails must not come before every claim.
    planNext();
    const peek = await queue.peek(handlers.kinds());
    const rescued = peek.leaseRanOut ? await this.#rescue() : 0;
    // A database that takes its time must not be asked again at once.
    planNext();
    this.#purgeWhenDue();
    const due = peek.nextDueSeconds !== undefined && peek.nextDueSeconds <= 0;
    if (!due) {
      this.#blockedTimes = 0;
      return {
        // Not because a lease ran out: another process may be at it, and for long when it hangs there.
        lookNow: rescued > 0,
        nextLookMilliseconds: this.#nextLook(peek.nextDueSeconds),
      };
    }
    if (lastClaim === 'took-nothing') {
      return { lookNow: false, nextLookMilliseconds: this.#nextBlockedLook() };
    }
    if (lastClaim === 'took-some') {
      this.#blockedTimes = 0;
    }
    return { lookNow: true, nextLookMilliseconds: 0 };
  }

  isDue(): boolean {
    return this.dueInMilliseconds() === 0;
  }

  /** When to sweep although nothing calls for it. */
  dueInMilliseconds(): number {
    return Math.max(0, this.#sweepAt - this.options.clock.monotonic());
  }

  #untilNextSweep(): number {
    const { waker, config } = this.options;
    return waker.hearsOthers()
      ? this.#jittered(SWEEP_MILLISECONDS)
      : config.pollMilliseconds;
  }

  async #rescue(): Promise<number> {
    const rescued = await this.options.queue.rescue();
    this.options.events.rescued(rescued.length);
    return rescued.length;
  }

  #nextLook(nextDueSeconds: number | undefined): number {
    // One more millisecond, so that the timer does not fire just before the job is due.
    const untilDue =
      nextDueSeconds === undefined ? Infinity : nextDueSeconds * 1000 + 1;
    return Math.min(untilDue, this.dueInMilliseconds());
  }

  #nextBlockedLook(): number {
    const pause = FIRST_BLOCKED_MILLISECONDS * 2 ** this.#blockedTimes;
    this.#blockedTimes = Math.min(this.#blockedTimes + 1, 16);
    return Math.min(pause, this.options.config.pollMilliseconds);
  }

  /** Nobody waits for a purge: with many lines to delete it takes seconds on SQLite, and claims must go on meanwhile. */
  #purgeWhenDue(): void {
    const now = this.options.clock.monotonic();
    if (now < this.#purgeAt || this.#purge) {
      return;
    }
    this.#purgeAt = now + this.#jittered(PURGE_MILLISECONDS);
    this.#purge = this.#purgeBatch(now)
      .catch(error =>
        this.options.logger.warn(
          'Deleting old jobs failed; it is tried again later',
          error instanceof Error ? error : new Error(String(error)),
        ),
      )
      .finally(() => {
        this.#purge = undefined;
      });
  }

  async #purgeBatch(startedAt: number): Promise<void> {
    const purged = await this.options.queue.purge();
    this.options.events.purged(purged);
    if (purged >= PURGE_BATCH) {
      // While there is more, each sweep takes another batch.
      this.#purgeAt = startedAt;
    }
  }

  #jittered(milliseconds: number): number {
    return milliseconds * (1 - JITTER / 2 + JITTER * this.options.random());
  }
}

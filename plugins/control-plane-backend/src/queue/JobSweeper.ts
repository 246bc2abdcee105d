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
 * What a worker does when it has nothing to claim: take back leases that ran out, delete old history, and find out when
 * to look again.
 */
export class JobSweeper {
  #blockedTimes = 0;
  #purgeAt: number;

  constructor(
    private readonly options: {
      queue: JobQueue;
      handlers: JobHandlers;
      config: JobQueueConfig;
      waker: JobWaker;
      clock: Clock;
      events: JobWorkerEvents;
      random: () => number;
    },
  ) {
    this.#purgeAt =
      options.clock.monotonic() + this.#jittered(PURGE_MILLISECONDS);
  }

  async sweep(lastClaim: LastClaim): Promise<SweepResult> {
    const { queue, handlers } = this.options;
    await this.#purgeWhenDue();
    const peek = await queue.peek(handlers.kinds());
    if (peek.leaseRanOut) {
      const rescued = await queue.rescue();
      this.options.events.rescued(rescued.length);
    }
    const due = peek.nextDueSeconds !== undefined && peek.nextDueSeconds <= 0;
    if (!due) {
      this.#blockedTimes = 0;
      return {
        lookNow: peek.leaseRanOut,
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

  /** When to sweep although nothing calls for it. */
  nextSweepMilliseconds(): number {
    const { waker, config } = this.options;
    return waker.hearsOthers()
      ? this.#jittered(SWEEP_MILLISECONDS)
      : config.pollMilliseconds;
  }

  #nextLook(nextDueSeconds: number | undefined): number {
    // One more millisecond, so that the timer does not fire just before the job is due.
    const untilDue =
      nextDueSeconds === undefined ? Infinity : nextDueSeconds * 1000 + 1;
    return Math.min(untilDue, this.nextSweepMilliseconds());
  }

  #nextBlockedLook(): number {
    const pause = FIRST_BLOCKED_MILLISECONDS * 2 ** this.#blockedTimes;
    this.#blockedTimes = Math.min(this.#blockedTimes + 1, 16);
    return Math.min(pause, this.options.config.pollMilliseconds);
  }

  async #purgeWhenDue(): Promise<void> {
    const now = this.options.clock.monotonic();
    if (now < this.#purgeAt) {
      return;
    }
    const purged = await this.options.queue.purge();
    this.options.events.purged(purged);
    // While there is more, each sweep takes another batch.
    this.#purgeAt =
      purged < PURGE_BATCH ? now + this.#jittered(PURGE_MILLISECONDS) : now;
  }

  #jittered(milliseconds: number): number {
    return milliseconds * (1 - JITTER / 2 + JITTER * this.options.random());
  }
}

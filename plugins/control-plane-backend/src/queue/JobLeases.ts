import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '../clock';
import { ClaimedJob } from '../domain/job/Job';
import { JobQueue } from './JobQueue';

/** Renewals go out this often within a lease, so that two may fail before it is lost. */
const RENEWALS_PER_LEASE = 3;

/** The part of a lease after which effects stop without a good renewal; the rest is for clocks and requests under way. */
const SAFE_PART_OF_LEASE = 25 / 30;

const TICKS_PER_LEASE = 30;

/** Why a job that runs is left before its handler has ended. */
export type Abandonment = 'lost' | 'timed-out' | 'released';

/** A job that this process holds. */
export class HeldJob {
  readonly job: ClaimedJob;
  /** Made when somebody asks for its signal: most handlers that end at once never do. */
  #controller: AbortController | undefined;
  #abortReason: Error | undefined;
  /** By the monotonic clock, as are all times here. */
  readonly startedAt: number;
  readonly timeoutMilliseconds: number;
  /** When the claim or the last good renewal was sent, which is before it was granted. */
  renewedAt: number;
  /** The outcome is on its way: only the answer to that decides whether the lease was lost. */
  settling = false;
  lost = false;
  #abandon: (why: Abandonment) => void = () => {};

  constructor(
    job: ClaimedJob,
    options: {
      claimSentAt: number;
      startedAt: number;
      timeoutMilliseconds: number;
    },
  ) {
    this.job = job;
    this.startedAt = options.startedAt;
    this.timeoutMilliseconds = options.timeoutMilliseconds;
    this.renewedAt = options.claimSentAt;
  }

  /** How the attempt ends: by itself, or because the job is left although its handler has not ended. */
  endOf<T>(attempt: Promise<T>): Promise<T | Abandonment> {
    return new Promise((resolve, reject) => {
      this.#abandon = resolve;
      attempt.then(resolve, reject);
    });
  }

  abandon(why: Abandonment, message: string): void {
    this.lost ||= why === 'lost';
    this.abort(message);
    this.#abandon(why);
  }

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#abortReason) {
        this.#controller.abort(this.#abortReason);
      }
    }
    return this.#controller.signal;
  }

  get isAborted(): boolean {
    return this.#abortReason !== undefined;
  }

  /** Tells the handler to stop; the first reason stays. */
  abort(message: string): void {
    this.#abortReason ??= new Error(message);
    this.#controller?.abort(this.#abortReason);
  }
}

/**
 * Keeps the leases of all jobs that this process holds: one statement renews them all.
 *
 * @remarks
 * A process can be paused, or cut off from the database, and not know it. Two rules keep it from acting on a job that
 * somebody else has taken meanwhile: a job that a renewal does not confirm is lost at once; and a job without a
 * confirmed renewal for 25/30 of the lease, by the monotonic clock, counts as lost although nobody said so. Both abort
 * the job's signal.
 */
export class JobLeases {
  readonly #held = new Map<string, HeldJob>();
  #renewing = false;
  #renewAt = 0;

  constructor(
    private readonly options: {
      queue: Pick<JobQueue, 'renew'>;
      clock: Clock;
      logger: LoggerService;
      leaseSeconds: number;
    },
  ) {}

  get held(): HeldJob[] {
    return [...this.#held.values()];
  }

  hold(
    job: ClaimedJob,
    options: { claimSentAt: number; timeoutSeconds: number },
  ): HeldJob {
    if (this.#held.size === 0) {
      this.#renewAt = options.claimSentAt + this.#renewalInterval;
    }
    const held = new HeldJob(job, {
      claimSentAt: options.claimSentAt,
      startedAt: this.options.clock.monotonic(),
      timeoutMilliseconds: options.timeoutSeconds * 1000,
    });
    this.#held.set(job.id, held);
    return held;
  }

  drop(held: HeldJob): void {
    if (this.#held.get(held.job.id) === held) {
      this.#held.delete(held.job.id);
    }
  }

  /** Runs until `signal` aborts. */
  async keep(signal: AbortSignal): Promise<void> {
    const tick = this.#leaseMilliseconds / TICKS_PER_LEASE;
    while (!signal.aborted) {
      await this.options.clock.sleep(tick, signal).catch(() => {});
      if (this.#held.size > 0 && !signal.aborted) {
        this.#abandonOverdue();
        this.#renewWhenDue();
      }
    }
  }

  get #leaseMilliseconds(): number {
    return this.options.leaseSeconds * 1000;
  }

  get #renewalInterval(): number {
    return this.#leaseMilliseconds / RENEWALS_PER_LEASE;
  }

  #abandonOverdue(): void {
    const now = this.options.clock.monotonic();
    for (const held of this.#held.values()) {
      if (
        now - held.renewedAt >=
        this.#leaseMilliseconds * SAFE_PART_OF_LEASE
      ) {
        this.#lose(held, 'no renewal was confirmed in time');
      } else if (
        !held.settling &&
        now - held.startedAt >= held.timeoutMilliseconds
      ) {
        held.abandon(
          'timed-out',
          `The attempt ran longer than ${held.timeoutMilliseconds / 1000} s`,
        );
      }
    }
  }

  #renewWhenDue(): void {
    const now = this.options.clock.monotonic();
    if (!this.#renewing && now >= this.#renewAt && this.#held.size > 0) {
      this.#renewing = true;
      this.#renewAt = now + this.#renewalInterval;
      this.#renew(now)
        .catch(error => {
          // Tried again at the next tick; the monotonic deadline decides if that goes on.
          this.#renewAt = now;
          this.options.logger.warn(
            'Renewing the leases of running jobs failed',
            error,
          );
        })
        .finally(() => {
          this.#renewing = false;
        });
    }
  }

  async #renew(sentAt: number): Promise<void> {
    const asked = this.held;
    const confirmed = new Set(
      await this.options.queue.renew(asked.map(held => held.job)),
    );
    for (const held of asked) {
      if (confirmed.has(held.job.id)) {
        held.renewedAt = sentAt;
      } else if (!held.settling && this.#held.get(held.job.id) === held) {
        this.#lose(held, 'its ticket no longer holds it');
      }
    }
  }

  #lose(held: HeldJob, why: string): void {
    this.#held.delete(held.job.id);
    held.abandon('lost', `The lease of job ${held.job.id} was lost: ${why}`);
    this.options.logger.warn(
      `Lost the lease of job ${held.job.id} (${held.job.kind} ${held.job.key}): ${why}`,
    );
  }
}

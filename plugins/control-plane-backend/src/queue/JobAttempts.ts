import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '../clock';
import { ClaimedJob } from '../domain/job/Job';
import { JobOutcome } from '../domain/job/jobOutcome';
import { AttemptLog } from './AttemptLog';
import { ClassifyJobError, classifyJobError } from './classifyJobError';
import { JobContext, JobHandlers } from './JobHandlers';
import { Abandonment, HeldJob, JobLeases } from './JobLeases';
import { JobLog } from './JobLog';
import { JobLogSink } from './JobLogWriter';
import { JobQueue, NextRequest } from './JobQueue';
import { AttemptEnd } from './JobWorkerEvents';

/** How long to wait after the database failed before an outcome is written again. */
const PAUSE_AFTER_ERROR_MILLISECONDS = 1000;

/** A job that was claimed, and when the claim was sent, by the monotonic clock: its lease began after that. */
export interface SentClaim {
  job: ClaimedJob;
  sentAt: number;
}

export interface EndedAttempt {
  end: AttemptEnd;
  /** How long the handler ran. */
  seconds: number;
  /** What was claimed in the job's place. */
  next?: SentClaim;
}

export interface JobAttemptsOptions {
  queue: Pick<JobQueue, 'settle' | 'release'>;
  handlers: JobHandlers;
  leases: JobLeases;
  clock: Clock;
  logger: LoggerService;
  classifyError?: ClassifyJobError;
  /** Keeps what attempts tell; nobody does when absent. */
  logs?: JobLogSink;
}

/** Runs one attempt of a claimed job from its handler to its written outcome. The protocol is described at `JobWorker`. */
export class JobAttempts {
  readonly #options: JobAttemptsOptions;
  #givesUp = false;

  constructor(options: JobAttemptsOptions) {
    this.#options = options;
  }

  /** From now on an outcome that cannot be written is left to the lease: the process shuts down. */
  giveUpOnErrors(): void {
    this.#givesUp = true;
  }

  /**
   * Resolves once the outcome is committed, or the job was lost. Never throws.
   *
   * @param nextOf - who wants a job in the place of this one, if anybody does; asked when the outcome is written
   */
  async run(
    { job, sentAt }: SentClaim,
    nextOf: () => NextRequest | undefined = () => undefined,
  ): Promise<EndedAttempt> {
    const { clock, handlers, leases, logs } = this.#options;
    const held = leases.hold(job, {
      claimSentAt: sentAt,
      timeoutSeconds: handlers.get(job.kind).timeoutSeconds,
    });
    const log = new AttemptLog(job, clock);
    const ended = await held.endOf(this.#handle(held, log));
    const seconds = (clock.monotonic() - held.startedAt) / 1000;
    const report = await this.#report(held, { end: ended, log, nextOf });
    leases.drop(held);
    logs?.write(log.lines);
    return { ...report, seconds };
  }

  async #handle(held: HeldJob, log: JobLog): Promise<JobOutcome | 'released'> {
    const {
      handlers,
      logger,
      classifyError = classifyJobError,
    } = this.#options;
    const { job } = held;
    try {
      return await handlers
        .get(job.kind)
        .handle(job, new AttemptContext(held, log, logger));
    } catch (error) {
      if (held.isAborted) {
        return 'released';
      }
      const outcome = classifyError(error);
      this.#warn(
        `Attempt ${job.attempt} of ${job.maxAttempts} of job ${job.id} (${job.kind} ${job.key}) failed and is ${outcome.type}`,
        error,
      );
      return outcome;
    }
  }

  /** Writes how an attempt ended, again and again while the database fails and the lease lasts. */
  async #report(
    held: HeldJob,
    {
      end,
      log,
      nextOf,
    }: {
      end: JobOutcome | Abandonment;
      log: AttemptLog;
      nextOf: () => NextRequest | undefined;
    },
  ): Promise<Pick<EndedAttempt, 'end' | 'next'>> {
    if (end === 'lost') {
      log.ended(undefined, { type: 'lost' });
      return { end };
    }
    held.settling = true;
    while (!held.lost) {
      try {
        const outcome = outcomeOf(held, end);
        const { queue, clock } = this.#options;
        const sentAt = clock.monotonic();
        const result = outcome
          ? await queue.settle(held.job, outcome, nextOf())
          : await queue.release(held.job);
        log.ended(outcome, result);
        return {
          end: result.type === 'lost' ? 'lost' : outcome?.type ?? 'released',
          ...(result.next && { next: { job: result.next, sentAt } }),
        };
      } catch (error) {
        this.#warn(`Writing the outcome of job ${held.job.id} failed`, error);
        if (this.#givesUp) {
          break;
        }
        await this.#options.clock.sleep(
          PAUSE_AFTER_ERROR_MILLISECONDS,
          new AbortController().signal,
        );
      }
    }
    return { end: 'lost' };
  }

  #warn(message: string, error: unknown): void {
    this.#options.logger.warn(
      message,
      error instanceof Error ? error : new Error(String(error)),
    );
  }
}

/** What a handler gets; made of what it asks for. */
class AttemptContext implements JobContext {
  constructor(
    private readonly held: HeldJob,
    readonly log: JobLog,
    private readonly parentLogger: LoggerService,
  ) {}

  get signal(): AbortSignal {
    return this.held.signal;
  }

  get logger(): LoggerService {
    const { id, kind } = this.held.job;
    return this.parentLogger.child({ jobId: id, jobKind: kind });
  }
}

function outcomeOf(
  held: HeldJob,
  end: JobOutcome | Exclude<Abandonment, 'lost'>,
): JobOutcome | undefined {
  switch (end) {
    case 'released':
      return undefined;
    case 'timed-out':
      return {
        type: 'retryable',
        message: `The attempt ran longer than ${
          held.timeoutMilliseconds / 1000
        } s and was aborted`,
      };
    default:
      return end;
  }
}

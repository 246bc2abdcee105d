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
import { JobQueue } from './JobQueue';
import { AttemptEnd } from './JobWorkerEvents';

/** How long to wait after the database failed before an outcome is written again. */
const PAUSE_AFTER_ERROR_MILLISECONDS = 1000;

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

  /** Resolves once the outcome is committed, or the job was lost; `seconds` is how long the handler ran. Never throws. */
  async run(
    job: ClaimedJob,
    claimSentAt: number,
  ): Promise<{ end: AttemptEnd; seconds: number }> {
    const { clock, handlers, leases, logs } = this.#options;
    const held = leases.hold(job, {
      claimSentAt,
      timeoutSeconds: handlers.get(job.kind).timeoutSeconds,
    });
    const log = new AttemptLog(job, clock);
    const ended = await held.endOf(this.#handle(held, log));
    const seconds = (clock.monotonic() - held.startedAt) / 1000;
    const end = await this.#report(held, ended, log);
    leases.drop(held);
    logs?.write(log.lines);
    return { end, seconds };
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
    end: JobOutcome | Abandonment,
    log: AttemptLog,
  ): Promise<AttemptEnd> {
    if (end === 'lost') {
      log.ended(undefined, { type: 'lost' });
      return 'lost';
    }
    held.settling = true;
    while (!held.lost) {
      try {
        const outcome = outcomeOf(held, end);
        const { queue } = this.#options;
        const result = outcome
          ? await queue.settle(held.job, outcome)
          : await queue.release(held.job);
        log.ended(outcome, result);
        return result.type === 'lost' ? 'lost' : outcome?.type ?? 'released';
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
    return 'lost';
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

import { LoggerService } from '@backstage/backend-plugin-api';
import { ClaimedJob } from '../domain/job/Job';
import { JobLog } from './JobLog';
import { JobOutcome } from '../domain/job/jobOutcome';

export interface JobContext {
  /**
   * Aborts when the job's lease is lost, when the attempt runs too long or when the process shuts down: stop having
   * effects at once.
   */
  signal: AbortSignal;
  logger: LoggerService;
  /** Tells people what the attempt does; kept with the job. */
  log: JobLog;
}

/** Does one attempt of a job. It may be killed at any point and is then run again, here or elsewhere. */
export type JobHandler = (
  job: ClaimedJob,
  context: JobContext,
) => Promise<JobOutcome>;

export interface JobHandlerOptions {
  /** Seconds after which an attempt is aborted and counts as failed. 900 when absent. */
  timeoutSeconds?: number;
}

const DEFAULT_TIMEOUT_SECONDS = 900;

/** What the jobs of each kind are done by. */
export class JobHandlers {
  readonly #handlers = new Map<
    string,
    { handle: JobHandler; timeoutSeconds: number }
  >();

  /**
   * @throws Error when the kind has a handler already.
   */
  register(
    kind: string,
    handle: JobHandler,
    options: JobHandlerOptions = {},
  ): this {
    if (this.#handlers.has(kind)) {
      throw new Error(
        `Job kind '${kind}': expected one handler, got a second one`,
      );
    }
    this.#handlers.set(kind, {
      handle,
      timeoutSeconds: options.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
    });
    return this;
  }

  /**
   * @throws Error when the kind has no handler.
   */
  get(kind: string): { handle: JobHandler; timeoutSeconds: number } {
    const handler = this.#handlers.get(kind);
    if (!handler) {
      throw new Error(
        `Job kind '${kind}': expected one of ${this.kinds().join(', ')}`,
      );
    }
    return handler;
  }

  kinds(): string[] {
    return [...this.#handlers.keys()];
  }
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '../clock';
import { JobLogLine } from './JobLog';
import { JobLogStore } from './JobLogStore';

/** How long lines wait for others: what many attempts tell is then written by one statement. */
const LINGER_MILLISECONDS = 200;

/** Lines that wait at most. A database that is away must not fill the memory. */
const MOST_LINES = 10_000;

/** Takes what attempts tell. */
export interface JobLogSink {
  write(lines: readonly JobLogLine[]): void;
}

/**
 * Writes what attempts tell, away from their path: nobody waits for it, and claims and settlements go on beside it.
 *
 * @remarks
 * Lines are for people. Those of the last moments are lost with a process that dies, and those that the database refuses are dropped with
 * a warning; what a job needs to go on stands in its row.
 */
export class JobLogWriter implements JobLogSink {
  readonly #store: JobLogStore;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #closing = new AbortController();
  #waiting: JobLogLine[] = [];
  #flushing: Promise<void> | undefined;

  static create(options: {
    store: JobLogStore;
    clock: Clock;
    logger: LoggerService;
  }): JobLogWriter {
    return new JobLogWriter(options);
  }

  private constructor(options: {
    store: JobLogStore;
    clock: Clock;
    logger: LoggerService;
  }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  write(lines: readonly JobLogLine[]): void {
    const room = MOST_LINES - this.#waiting.length;
    this.#waiting.push(...lines.slice(0, Math.max(0, room)));
    this.#flushing ??= this.#flushSoon();
  }

  /** Writes what waits, without waiting for more. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#flushing;
  }

  async #flushSoon(): Promise<void> {
    await this.#clock
      .sleep(LINGER_MILLISECONDS, this.#closing.signal)
      // Closing ends the wait early; that is all that can end it.
      .catch(() => undefined);
    while (this.#waiting.length > 0) {
      const lines = this.#waiting;
      this.#waiting = [];
      try {
        await this.#store.append(lines);
      } catch (error) {
        this.#logger.warn(
          `${lines.length} lines of job logs could not be written: ${error}`,
        );
      }
    }
    this.#flushing = undefined;
  }
}

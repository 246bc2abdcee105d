import { randomUUID } from 'node:crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { Clock } from '../clock';
import {
  ListenConnection,
  openListenConnection,
} from '../sql/ListenConnection';
import { JobWaker, LocalJobWaker } from './JobWaker';

const CHANNEL = 'control_plane_jobs';

/** How often the way from the pool through the database to the listener is tried from end to end. */
const PROBE_MILLISECONDS = 60_000;

/** How long a probe may take before the way counts as broken. */
const PROBE_TIMEOUT_MILLISECONDS = 5000;

const FIRST_RECONNECT_MILLISECONDS = 1000;
const LONGEST_RECONNECT_MILLISECONDS = 30_000;

export interface PgNotifyJobWakerOptions {
  knex: Knex;
  clock: Clock;
  logger: LoggerService;
  /** Gives numbers from 0 up to 1; `Math.random` when absent. */
  random?: () => number;
}

/**
 * Carries wake-ups between processes by NOTIFY and one LISTEN connection per process.
 *
 * @remarks
 * Notifications are hints: they carry no job, and one that is lost costs at most the time to the next sweep. A channel
 * belongs to the whole database, so each message names its schema, and its process, which has woken itself already.
 *
 * A connection can look alive and deliver nothing: a connection pooler in transaction mode, a firewall that forgot it.
 * So the listener believes only in what it heard: it sends itself a probe through the pool, at the start and once a
 * minute, and until one arrives `hearsOthers` is false and workers poll. After each reconnect they look at once, for
 * what was said meanwhile.
 */
export class PgNotifyJobWaker implements JobWaker {
  readonly #options: PgNotifyJobWakerOptions;
  readonly #local = new LocalJobWaker();
  readonly #process = randomUUID();
  readonly #stop = new AbortController();
  #hears = false;
  #onProbe: () => void = () => {};
  #listening: Promise<void> | undefined;

  constructor(options: PgNotifyJobWakerOptions) {
    this.#options = options;
  }

  async announce(tx: Knex): Promise<void> {
    // PostgreSQL delivers equal messages of one transaction once.
    await this.#notify(tx, 'enqueued');
  }

  announcement(knex: Knex): Knex.Raw {
    return this.#notification(knex, 'enqueued');
  }

  wake(): void {
    this.#local.wake();
  }

  onWake(listener: () => void): () => void {
    return this.#local.onWake(listener);
  }

  hearsOthers(): boolean {
    return this.#hears;
  }

  /** Resolves once the first attempt to listen has succeeded or failed. */
  async start(): Promise<void> {
    await new Promise<void>(resolve => {
      this.#listening = this.#keepListening(resolve);
    });
  }

  async stop(): Promise<void> {
    this.#stop.abort(new Error('The waker was stopped'));
    await this.#listening;
  }

  async #keepListening(onFirstAttempt: () => void): Promise<void> {
    const { clock, logger, random = Math.random } = this.#options;
    for (let failures = 0; !this.#stop.signal.aborted; failures++) {
      const ended = await this.#listenOnce(() => {
        failures = 0;
        onFirstAttempt();
      });
      onFirstAttempt();
      if (ended.type === 'failed') {
        logger.warn(
          'Cannot hear wake-ups of other processes; jobs are found by polling until that works again',
          ended.error,
        );
        const ceiling = Math.min(
          LONGEST_RECONNECT_MILLISECONDS,
          FIRST_RECONNECT_MILLISECONDS * 2 ** failures,
        );
        await clock
          .sleep(ceiling * (0.5 + random() / 2), this.#stop.signal)
          .catch(() => {});
      }
    }
  }

  /** Listens until that fails or the waker is stopped. */
  async #listenOnce(
    onHearing: () => void,
  ): Promise<{ type: 'stopped' } | { type: 'failed'; error: Error }> {
    let connection: ListenConnection | undefined;
    try {
      const schema = await this.#currentSchema();
      connection = await openListenConnection(this.#options.knex, {
        channel: CHANNEL,
        onMessage: message => this.#hear(schema, message),
      });
      await this.#probe(connection);
      this.#hears = true;
      onHearing();
      this.wake();
      for (;;) {
        await Promise.race([
          connection.broken,
          this.#options.clock.sleep(PROBE_MILLISECONDS, this.#stop.signal),
        ]);
        await this.#probe(connection);
      }
    } catch (error) {
      if (this.#stop.signal.aborted) {
        return { type: 'stopped' };
      }
      return {
        type: 'failed',
        error: error instanceof Error ? error : new Error(String(error)),
      };
    } finally {
      this.#hears = false;
      await connection?.close();
    }
  }

  /**
   * @throws Error when the message does not come back in time.
   */
  async #probe(connection: ListenConnection): Promise<void> {
    const { clock, knex } = this.#options;
    const timer = new AbortController();
    const arrived = new Promise<void>(resolve => {
      this.#onProbe = resolve;
    });
    const timeout = clock
      .sleep(PROBE_TIMEOUT_MILLISECONDS, timer.signal)
      .then(() => {
        throw new Error(
          `Expected to hear a notification within ${PROBE_TIMEOUT_MILLISECONDS} ms, got none; does a connection pooler in transaction mode stand between?`,
        );
      });
    // Whichever loses the race must not count as unhandled.
    timeout.catch(() => {});
    try {
      await this.#notify(knex, 'probe');
      await Promise.race([arrived, timeout, connection.broken]);
    } finally {
      timer.abort();
    }
  }

  async #notify(knex: Knex, what: 'enqueued' | 'probe'): Promise<void> {
    await knex.raw('select ?', [this.#notification(knex, what)]);
  }

  #notification(knex: Knex, what: 'enqueued' | 'probe'): Knex.Raw {
    return knex.raw(`pg_notify(?, ? || ' ' || current_schema())`, [
      CHANNEL,
      `${what} ${this.#process}`,
    ]);
  }

  #hear(schema: string, message: string): void {
    const [what, process, ...rest] = message.split(' ');
    if (rest.join(' ') !== schema) {
      return;
    }
    if (what === 'probe') {
      if (process === this.#process) {
        this.#onProbe();
      }
    } else if (process !== this.#process) {
      this.#local.wake();
    }
  }

  async #currentSchema(): Promise<string> {
    const row = await this.#options.knex
      .select<{ schema: string }>(
        this.#options.knex.raw('current_schema() as schema'),
      )
      .first();
    return row?.schema ?? '';
  }
}

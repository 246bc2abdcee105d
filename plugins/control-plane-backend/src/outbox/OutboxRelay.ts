import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '../clock';
import { OutboxStore } from '../store/OutboxStore';
import { OutboxSink } from './OutboxSink';

const BATCH = 100;
/** How long entries are held by the replica that took them; another one takes them over afterwards. */
const HOLD_SECONDS = 60;
/** Longest time between looks, for entries whose writer died before it could wake anybody. */
const SWEEP_MS = 15_000;

/**
 * Tells the world what was committed.
 *
 * @remarks
 * Entries are taken, delivered to every sink and then removed: a process that dies in between leaves them to the next one after the
 * hold, so delivery is at least once. An entry that a sink refuses is offered again; the others do not wait for it.
 */
export class OutboxRelay {
  readonly #outbox: OutboxStore;
  readonly #sinks: readonly OutboxSink[];
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #stop = new AbortController();
  #wakeUp = new AbortController();
  #running?: Promise<void>;

  static create(options: {
    outbox: OutboxStore;
    sinks: readonly OutboxSink[];
    clock: Clock;
    logger: LoggerService;
  }): OutboxRelay {
    return new OutboxRelay(options);
  }

  private constructor(options: {
    outbox: OutboxStore;
    sinks: readonly OutboxSink[];
    clock: Clock;
    logger: LoggerService;
  }) {
    this.#outbox = options.outbox;
    this.#sinks = options.sinks;
    this.#clock = options.clock;
    this.#logger = options.logger;
  }

  start(): void {
    this.#running ??= this.#loop();
  }

  /** Looks at once; call it after a transaction that appended entries. */
  wake(): void {
    this.#wakeUp.abort();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wakeUp.abort();
    await this.#running;
  }

  /** Delivers what waits; returns how many entries were delivered. */
  async drain(): Promise<number> {
    let delivered = 0;
    for (;;) {
      const entries = await this.#outbox.take(BATCH, HOLD_SECONDS);
      const done: string[] = [];
      for (const entry of entries) {
        try {
          await Promise.all(this.#sinks.map(sink => sink.deliver(entry)));
          done.push(entry.id);
        } catch (error) {
          this.#logger.warn(
            `Could not tell of ${entry.kind} of ${entry.requestId}; it is offered again in ${HOLD_SECONDS} s: ${error}`,
            { requestId: entry.requestId },
          );
        }
      }
      await this.#outbox.remove(done);
      delivered += done.length;
      if (entries.length < BATCH) {
        return delivered;
      }
    }
  }

  async #loop(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      this.#wakeUp = new AbortController();
      try {
        await this.drain();
      } catch (error) {
        this.#logger.warn(
          `The outbox could not be read; it is tried again in ${
            SWEEP_MS / 1000
          } s: ${error}`,
        );
      }
      await this.#pause();
    }
  }

  async #pause(): Promise<void> {
    try {
      await this.#clock.sleep(
        SWEEP_MS,
        AbortSignal.any([this.#stop.signal, this.#wakeUp.signal]),
      );
    } catch (error) {
      if (!this.#stop.signal.aborted && !this.#wakeUp.signal.aborted) {
        throw error;
      }
    }
  }
}

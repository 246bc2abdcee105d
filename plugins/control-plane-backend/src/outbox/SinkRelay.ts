import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '../clock';
import { OutboxEntry } from '../domain/outbox/OutboxEntry';
import { OutboxStore } from '../store/OutboxStore';
import { OutboxSink } from './OutboxSink';

const BATCH = 100;
/** How long entries are held by the replica that took them; another one takes them over afterwards. */
const HOLD_SECONDS = 60;
/** Longest time between looks, for entries whose writer died before it could wake anybody. */
const SWEEP_MS = 15_000;
/** After so many refusals in a row the sink is left alone until the hold of the rest ends. */
const REFUSALS_IN_A_ROW = 3;
/** A day of refusals by the hold: what nobody could be told by then is no news any more. */
const MOST_ATTEMPTS = (24 * 3600) / HOLD_SECONDS;

export interface SinkRelayOptions {
  outbox: OutboxStore;
  sink: OutboxSink;
  clock: Clock;
  logger: LoggerService;
}

/**
 * Tells one sink what was committed.
 *
 * @remarks
 * Entries are taken, delivered and then removed: a process that dies in between leaves them to the next one after the hold, so delivery
 * is at least once. An entry that the sink refuses is offered again; the others do not wait for it.
 */
export class SinkRelay {
  readonly #options: SinkRelayOptions;
  readonly #stop = new AbortController();
  #wakeUp = new AbortController();
  #running?: Promise<void>;

  static create(options: SinkRelayOptions): SinkRelay {
    return new SinkRelay(options);
  }

  private constructor(options: SinkRelayOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running ??= this.#loop();
  }

  /** Looks at once. */
  wake(): void {
    this.#wakeUp.abort();
  }

  /** Ends when everything that waits is told, or with the first refusal. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wakeUp.abort();
    await this.#running;
  }

  /** Delivers what waits; returns how many entries were told or are told by a newer one. */
  async drain(): Promise<number> {
    const { outbox, sink } = this.#options;
    let delivered = 0;
    for (;;) {
      const entries = await outbox.take(sink.name, BATCH, HOLD_SECONDS);
      const { done, refusals } = await this.#tell(entries);
      await outbox.remove(done);
      delivered += done.length;
      if (entries.length < BATCH || refusals >= REFUSALS_IN_A_ROW) {
        return delivered;
      }
    }
  }

  async #tell(
    entries: readonly OutboxEntry[],
  ): Promise<{ done: string[]; refusals: number }> {
    const { sink } = this.#options;
    const done: string[] = [];
    let refusals = 0;
    for (const group of groupsOf(entries, sink)) {
      const isUseless =
        refusals >= REFUSALS_IN_A_ROW ||
        (refusals > 0 && this.#stop.signal.aborted);
      // What is not told any more keeps its hold and is taken again.
      if (isUseless) {
        break;
      }
      const newest = group[group.length - 1];
      try {
        await sink.deliver(newest);
        refusals = 0;
        done.push(...group.map(({ id }) => id));
      } catch (error) {
        refusals += 1;
        done.push(...this.#refused(group, error));
      }
    }
    return { done, refusals };
  }

  /** @returns ids of the entries that are given up. */
  #refused(group: readonly OutboxEntry[], error: unknown): string[] {
    const { sink, logger } = this.#options;
    const { kind, requestId, attempts } = group[group.length - 1];
    const given = group.filter(entry => entry.attempts >= MOST_ATTEMPTS);
    const what = `Could not tell ${sink.name} of ${kind} of ${requestId}`;
    if (given.length > 0) {
      logger.warn(
        `${what}, which is given up after ${MOST_ATTEMPTS} attempts: ${error}`,
        { requestId },
      );
    } else {
      // Once is enough for people; the rest is for whoever looks closer.
      logger[attempts === 1 ? 'warn' : 'debug'](
        `${what}; it is offered again in ${HOLD_SECONDS} s: ${error}`,
        { requestId },
      );
    }
    return given.map(({ id }) => id);
  }

  async #loop(): Promise<void> {
    const { sink, logger } = this.#options;
    while (!this.#stop.signal.aborted) {
      this.#wakeUp = new AbortController();
      try {
        await this.drain();
      } catch (error) {
        logger.warn(
          `The outbox of ${sink.name} could not be read; it is tried again in ${
            SWEEP_MS / 1000
          } s: ${error}`,
        );
      }
      await this.#pause();
    }
  }

  async #pause(): Promise<void> {
    try {
      await this.#options.clock.sleep(
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

/** Entries that are told together, in the order of their newest. */
function groupsOf(
  entries: readonly OutboxEntry[],
  sink: OutboxSink,
): OutboxEntry[][] {
  const groups = new Map<string, OutboxEntry[]>();
  for (const entry of entries) {
    const key = sink.keyOf?.(entry) ?? entry.id;
    const group = groups.get(key) ?? [];
    groups.delete(key);
    groups.set(key, [...group, entry]);
  }
  return [...groups.values()];
}

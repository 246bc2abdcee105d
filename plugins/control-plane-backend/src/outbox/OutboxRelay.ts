import { LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '../clock';
import { OutboxStore } from '../store/OutboxStore';
import { OutboxSink } from './OutboxSink';
import { SinkRelay } from './SinkRelay';

/** Tells the world what was committed: each sink by itself, so that one which cannot be told holds up nobody else. */
export class OutboxRelay {
  readonly #relays: readonly SinkRelay[];

  static create(options: {
    outbox: OutboxStore;
    sinks: readonly OutboxSink[];
    clock: Clock;
    logger: LoggerService;
  }): OutboxRelay {
    return new OutboxRelay(
      options.sinks.map(sink => SinkRelay.create({ ...options, sink })),
    );
  }

  private constructor(relays: readonly SinkRelay[]) {
    this.#relays = relays;
  }

  start(): void {
    this.#relays.forEach(relay => relay.start());
  }

  /** Looks at once; call it after a transaction that appended entries. */
  wake(): void {
    this.#relays.forEach(relay => relay.wake());
  }

  async stop(): Promise<void> {
    await Promise.all(this.#relays.map(relay => relay.stop()));
  }
}

import { OutboxEntry, OutboxSinkName } from '../domain/outbox/OutboxEntry';

/** Somebody who is told what happened, after commit and at least once: telling twice must do no harm. */
export interface OutboxSink {
  readonly name: OutboxSinkName;
  /** Entries that wait together and have the same key are told once, by the newest of them; without it each is told. */
  keyOf?(entry: OutboxEntry): string;
  deliver(entry: OutboxEntry): Promise<void>;
}

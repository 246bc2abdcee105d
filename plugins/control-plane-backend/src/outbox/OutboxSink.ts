import { OutboxEntry } from '../domain/outbox/OutboxEntry';

/** Somebody who is told what happened, after commit and at least once: telling twice must do no harm. */
export interface OutboxSink {
  deliver(entry: OutboxEntry): Promise<void>;
}

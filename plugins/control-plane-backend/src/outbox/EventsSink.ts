import { EventsService } from '@backstage/plugin-events-node';
import { OutboxEntry } from '../domain/outbox/OutboxEntry';
import { OutboxSink } from './OutboxSink';

/** Topic of Backstage's events service on which other plugins hear of requests. */
export const EVENTS_TOPIC = 'control-plane.requests';

/** Publishes every entry as an event: `{ kind, requestId, … }`. It carries ids, not content: whoever may see more asks the API. */
export class EventsSink implements OutboxSink {
  readonly name = 'events';
  readonly #events: EventsService;

  static create(events: EventsService): EventsSink {
    return new EventsSink(events);
  }

  private constructor(events: EventsService) {
    this.#events = events;
  }

  async deliver(entry: OutboxEntry): Promise<void> {
    await this.#events.publish({
      topic: EVENTS_TOPIC,
      eventPayload: {
        ...entry.payload,
        kind: entry.kind,
        requestId: entry.requestId,
        at: entry.createdAt.toISOString(),
      },
      metadata: { id: entry.id },
    });
  }
}

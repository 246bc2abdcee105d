import {
  NewOutboxEntry,
  OutboxEntry,
  OutboxSinkName,
} from '../domain/outbox/OutboxEntry';

export interface OutboxStore {
  /** Stores each entry once for every sink that is told of it. */
  append(entries: NewOutboxEntry[]): Promise<void>;
  /**
   * Takes the oldest entries for a sink that nobody holds and holds them for `holdSeconds`: an entry is delivered at least once.
   */
  take(
    sink: OutboxSinkName,
    limit: number,
    holdSeconds: number,
  ): Promise<OutboxEntry[]>;
  remove(ids: string[]): Promise<void>;
}

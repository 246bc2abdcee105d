import { NewOutboxEntry, OutboxEntry } from '../domain/outbox/OutboxEntry';

export interface OutboxStore {
  append(entries: NewOutboxEntry[]): Promise<void>;
  /**
   * Takes the oldest entries that nobody holds and holds them for `holdSeconds`: an entry is delivered at least once.
   */
  take(limit: number, holdSeconds: number): Promise<OutboxEntry[]>;
  remove(ids: string[]): Promise<void>;
}

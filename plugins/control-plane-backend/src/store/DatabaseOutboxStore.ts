import { Knex } from 'knex';
import {
  NewOutboxEntry,
  OutboxEntry,
  OutboxSinkName,
} from '../domain/outbox/OutboxEntry';
import { DatabaseClock } from '../sql/DatabaseClock';
import { runTogether } from '../sql/runTogether';
import { chunksOf } from './operations/chunksOf';
import { insertOutbox } from './operations/outbox/insertOutbox';
import { takeOutboxEntries } from './operations/outbox/takeOutboxEntries';
import { positionId } from './operations/positionId';
import { OutboxStore } from './OutboxStore';
import { OutboxRow } from './rows/OutboxRow';
import { tables } from './tables';

/** What the world must hear after commit; rows leave once they were delivered. */
export class DatabaseOutboxStore implements OutboxStore {
  readonly #db: Knex;
  readonly #clock: DatabaseClock;

  constructor(db: Knex, clock: DatabaseClock) {
    this.#db = db;
    this.#clock = clock;
  }

  async append(entries: NewOutboxEntry[]): Promise<void> {
    await runTogether(this.#db, insertOutbox(this.#db, this.#clock, entries));
  }

  async take(
    sink: OutboxSinkName,
    limit: number,
    holdSeconds: number,
  ): Promise<OutboxEntry[]> {
    return takeOutboxEntries(this.#db, this.#clock, {
      sink,
      limit,
      holdSeconds,
    });
  }

  async remove(ids: string[]): Promise<void> {
    for (const chunk of chunksOf(ids)) {
      await this.#outbox().whereIn('id', chunk.map(positionId)).delete();
    }
  }

  #outbox() {
    return this.#db<OutboxRow>(tables.outbox);
  }
}

import { Knex } from 'knex';
import { DatabaseClock } from '../sql/DatabaseClock';
import { runTogether } from '../sql/runTogether';
import { IdempotencyRecord, IdempotencyStore } from './IdempotencyStore';
import {
  insertIdempotency,
  oldestKeptKey,
} from './operations/idempotency/insertIdempotency';
import { tables } from './tables';

/** Idempotency keys of the last 24 hours, by the database clock. */
export class DatabaseIdempotencyStore implements IdempotencyStore {
  readonly #db: Knex;
  readonly #clock: DatabaseClock;

  constructor(db: Knex, clock: DatabaseClock) {
    this.#db = db;
    this.#clock = clock;
  }

  async find(
    caller: string,
    key: string,
  ): Promise<IdempotencyRecord | undefined> {
    const row = await this.#keys()
      .where({ caller, key })
      .where('created_at', '>', this.#oldestKept())
      .first();
    return (
      row && {
        caller: row.caller,
        key: row.key,
        bodyDigest: row.body_digest,
        requestId: row.request_id,
      }
    );
  }

  async insert(record: IdempotencyRecord): Promise<void> {
    await runTogether(this.#db, [
      insertIdempotency(this.#db, this.#clock, record),
    ]);
  }

  async purge(): Promise<number> {
    return this.#keys().where('created_at', '<=', this.#oldestKept()).delete();
  }

  #oldestKept(): Knex.Raw {
    return oldestKeptKey(this.#db, this.#clock);
  }

  #keys() {
    return this.#db(tables.idempotencyKeys);
  }
}

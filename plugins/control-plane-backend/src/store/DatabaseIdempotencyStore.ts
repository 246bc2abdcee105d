import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { addSeconds, DatabaseClock } from '../sql/DatabaseClock';
import { IdempotencyRecord, IdempotencyStore } from './IdempotencyStore';
import { tables } from './tables';

const KEPT_SECONDS = 24 * 3600;

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

  /** Takes over a record that is past its 24 hours and was not purged yet, so that the key is free when `find` says so. */
  async insert(record: IdempotencyRecord): Promise<void> {
    const written = await this.#keys()
      .insert({
        caller: record.caller,
        key: record.key,
        body_digest: record.bodyDigest,
        request_id: record.requestId,
        created_at: this.#clock.now(this.#db),
      })
      .onConflict(['caller', 'key'])
      .merge()
      .where(`${tables.idempotencyKeys}.created_at`, '<=', this.#oldestKept())
      .returning('key');
    if (written.length === 0) {
      throw new ConflictError(
        `Idempotency key ${record.key} was used by another call that committed first; repeat the call to get its request`,
      );
    }
  }

  async purge(): Promise<number> {
    return this.#keys().where('created_at', '<=', this.#oldestKept()).delete();
  }

  #oldestKept(): Knex.Raw {
    return addSeconds(this.#db, this.#clock.now(this.#db), -KEPT_SECONDS);
  }

  #keys() {
    return this.#db(tables.idempotencyKeys);
  }
}

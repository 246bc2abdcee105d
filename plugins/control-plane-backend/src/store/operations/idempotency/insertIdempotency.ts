import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { addSeconds, DatabaseClock } from '../../../sql/DatabaseClock';
import { Writing } from '../../../sql/runTogether';
import { IdempotencyRecord } from '../../IdempotencyStore';

const KEPT_SECONDS = 24 * 3600;

/** Keys that were used at this time or before are free again. */
export function oldestKeptKey(db: Knex, clock: DatabaseClock): Knex.Raw {
  return addSeconds(db, clock.now(db), -KEPT_SECONDS);
}

/**
 * Stores a key; refused with a ConflictError when another call has it.
 *
 * @remarks
 * Takes over a record that is past its 24 hours and was not purged yet, so that the key is free when `find` says so.
 */
export function insertIdempotency(
  db: Knex,
  clock: DatabaseClock,
  record: IdempotencyRecord,
): Writing {
  return {
    statement: db.raw(
      `insert into idempotency_keys (caller, key, body_digest, request_id, created_at)
       values (?, ?, ?, ?, ?)
       on conflict (caller, key) do update set
         body_digest = excluded.body_digest,
         request_id = excluded.request_id,
         created_at = excluded.created_at
       where idempotency_keys.created_at <= ?
       returning key`,
      [
        record.caller,
        record.key,
        record.bodyDigest,
        record.requestId,
        clock.now(db),
        oldestKeptKey(db, clock),
      ],
    ),
    refusal: () =>
      new ConflictError(
        `Idempotency key ${record.key} was used by another call that committed first; repeat the call to get its request`,
      ),
  };
}

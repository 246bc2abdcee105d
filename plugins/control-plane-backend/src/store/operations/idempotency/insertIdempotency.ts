import { ConflictError } from '@backstage/errors';
import { Knex } from 'knex';
import { addSeconds, DatabaseClock } from '../../../sql/DatabaseClock';
import { Writing } from '../../../sql/runTogether';
import { IdempotencyRecord } from '../../IdempotencyStore';
import { tables } from '../../tables';

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
    statement: db(tables.idempotencyKeys)
      .insert({
        caller: record.caller,
        key: record.key,
        body_digest: record.bodyDigest,
        request_id: record.requestId,
        created_at: clock.now(db),
      })
      .onConflict(['caller', 'key'])
      .merge()
      .where(
        `${tables.idempotencyKeys}.created_at`,
        '<=',
        oldestKeptKey(db, clock),
      )
      .returning('key'),
    refusal: () =>
      new ConflictError(
        `Idempotency key ${record.key} was used by another call that committed first; repeat the call to get its request`,
      ),
  };
}

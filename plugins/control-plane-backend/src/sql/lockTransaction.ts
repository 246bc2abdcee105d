import { Knex } from 'knex';
import { dialectOf } from './dialect';

/**
 * Lets one transaction at a time past this point, until it ends, among those that name the same lock in this schema.
 *
 * @remarks
 * For rules that no constraint can hold, such as "never more than n rows like this". Under READ COMMITTED the
 * statements that follow see what the earlier holder committed. SQLite has one writer at a time: there it does nothing.
 */
export async function lockTransaction(
  tx: Knex.Transaction,
  name: string,
): Promise<void> {
  if (dialectOf(tx) === 'postgresql') {
    await tx.raw(
      'select pg_advisory_xact_lock(hashtext(current_schema()), hashtext(?))',
      [name],
    );
  }
}

import { Knex } from 'knex';
import { dialectOf } from './dialect';

/**
 * Makes a transaction one that writes, from its first statement on.
 *
 * @remarks
 * SQLite: the connector begins transactions deferred, so one that reads first and writes later can fail in the middle
 * because another process wrote in between. A statement that deletes nothing takes the file's one write lock now, as
 * BEGIN IMMEDIATE would; what is read from here on stays true until the commit. PostgreSQL locks the rows it is asked
 * to lock and needs nothing.
 */
export async function beginWriting(
  tx: Knex.Transaction,
  table: string,
): Promise<void> {
  if (dialectOf(tx) === 'sqlite') {
    await tx(table).whereRaw('1 = 0').delete();
  }
}

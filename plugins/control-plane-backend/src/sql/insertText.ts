import { Knex } from 'knex';

/**
 * An insert of one row, written out: Knex's builder takes longer for a wide row than the database.
 *
 * @param options.row - by column; no member is undefined
 * @param options.rest - what follows the values, e.g. what becomes of a conflict
 */
export function insertText(
  knex: Knex,
  options: { table: string; row: object; rest: string },
): Knex.Raw {
  const { table, row, rest } = options;
  const columns = Object.keys(row);
  const names = columns.map(column => `"${column}"`).join(', ');
  const values = columns.map(() => '?').join(', ');
  return knex.raw(
    `insert into "${table}" (${names}) values (${values}) ${rest}`,
    Object.values(row),
  );
}

import { Knex } from 'knex';

/** Runs all of it or nothing: in the transaction that it is given, otherwise in one of its own. */
export async function inTransaction<T>(
  knex: Knex,
  run: (tx: Knex) => Promise<T>,
): Promise<T> {
  return knex.isTransaction ? await run(knex) : await knex.transaction(run);
}

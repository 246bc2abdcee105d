import { Knex } from 'knex';

/** The database engines that the product runs on. */
export type Dialect = 'sqlite' | 'postgresql';

/**
 * Which engine a connection or transaction speaks to.
 *
 * @throws Error for an engine that the product does not support.
 */
export function dialectOf(knex: Knex): Dialect {
  const name: unknown = knex.client.config.client;
  switch (name) {
    case 'pg':
    case 'postgres':
    case 'postgresql':
      return 'postgresql';
    case 'better-sqlite3':
    case 'sqlite3':
      return 'sqlite';
    default:
      throw new Error(
        `backend.database.client: expected 'pg' or 'better-sqlite3', got '${String(
          name,
        )}'`,
      );
  }
}

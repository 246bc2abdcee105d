import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { dialectOf } from './dialect';
import { queryRows } from './queryRows';
import { PreparingConnection, rememberStatements } from './rememberStatements';
import { takeTurns } from './takeTurns';

/**
 * How long SQLite waits for another process's lock before it reports SQLITE_BUSY: not at all. The wait would block the
 * event loop, once for each of those who want to write and without a pause in between, so that ten callers would stop
 * everything for ten times as long. `retryOnConflict` waits without blocking.
 */
const BUSY_TIMEOUT_MILLISECONDS = 0;

/**
 * Makes the database safe to keep a queue in; call it once, before migrations.
 *
 * @remarks
 * SQLite files get a write-ahead log with `synchronous = FULL`: with the driver's default a power cut may lose commits
 * that were already answered, and so an intent that Git already has. Both are read back. Whoever uses SQLite gets a turn of
 * the event loop of its own. PostgreSQL needs nothing.
 *
 * @throws Error when an SQLite file refuses the write-ahead log, e.g. on a network file system.
 */
export async function prepareDatabase(
  knex: Knex,
  logger: LoggerService,
): Promise<void> {
  if (dialectOf(knex) !== 'sqlite') {
    return;
  }
  takeTurns(knex);
  const [main] = await queryRows<{ file: string }>(
    knex,
    knex.raw(`select file from pragma_database_list where name = 'main'`),
  );
  if (main.file === '') {
    logger.warn(
      'backend.database: the database is in memory; requests, jobs and audit are gone when the process ends. Use a file or PostgreSQL for anything that must last',
    );
    return;
  }

  // What follows belongs to a connection, and the pool may replace its one connection.
  knex.client.pool.on('createSuccess', (_event: number, connection: unknown) =>
    prepareConnection(connection),
  );
  const connection: unknown = await knex.client.acquireConnection();
  try {
    prepareConnection(connection);
  } finally {
    await knex.client.releaseConnection(connection);
  }
  await knex.raw('pragma journal_mode = wal');
  await expectPragma(knex, 'journal_mode', 'wal');
  await expectPragma(knex, 'synchronous', 2);
}

interface SqliteConnection extends PreparingConnection {
  pragma(source: string): unknown;
}

function prepareConnection(connection: unknown): void {
  if (isSqliteConnection(connection)) {
    connection.pragma('synchronous = full');
    connection.pragma(`busy_timeout = ${BUSY_TIMEOUT_MILLISECONDS}`);
    rememberStatements(connection);
  }
}

function isSqliteConnection(value: unknown): value is SqliteConnection {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pragma' in value &&
    typeof value.pragma === 'function' &&
    'prepare' in value &&
    typeof value.prepare === 'function'
  );
}

async function expectPragma(
  knex: Knex,
  name: string,
  expected: string | number,
): Promise<void> {
  const [row] = await queryRows<Record<string, unknown>>(
    knex,
    knex.raw(`pragma ${name}`),
  );
  if (row[name] !== expected) {
    throw new Error(
      `SQLite pragma ${name}: expected ${expected}, got ${row[name]}; put the database file on a local file system`,
    );
  }
}

import type { Socket } from 'node:net';
import { Knex } from 'knex';
import { dialectOf } from './dialect';

/**
 * Longest silence of PostgreSQL in the middle of a statement. Ours take milliseconds; whoever waits longer for a lock is better told to ask
 * again.
 */
const LONGEST_SILENCE_MILLISECONDS = 8000;

/** Longest time that a new connection takes, unless the operator says otherwise. */
const CONNECT_MILLISECONDS = 5000;

/**
 * Longest wait for a connection of the pool, unless the operator wants a shorter one. Who waits behind others, who first wait for silence to be
 * recognised and then for a connection to be refused, is told as soon as they are.
 */
const POOL_MILLISECONDS = 9000;

/**
 * Ends connections of the pool on which the database has gone silent, so that what waits for it fails, and may be tried again, instead of
 * waiting for as long as TCP takes to give up: a quarter of an hour. Who waits for one of them gives up about as soon.
 *
 * @remarks
 * A network that swallows packets looks like a slow statement. `statement_timeout` does not help there, because it is the server that
 * would have to tell. Call it after the migrations, whose statements may take long. SQLite needs nothing.
 */
export function limitSilence(
  knex: Knex,
  longestMilliseconds = LONGEST_SILENCE_MILLISECONDS,
  poolMilliseconds = POOL_MILLISECONDS,
): void {
  if (dialectOf(knex) !== 'postgresql') {
    return;
  }
  const { connectionSettings, pool } = knex.client;
  pool.acquireTimeoutMillis = Math.min(
    pool.acquireTimeoutMillis,
    poolMilliseconds,
  );
  // Where a function makes the settings (cloud logins), knex's own limit of 30 s remains.
  if (isRecord(connectionSettings)) {
    connectionSettings.connectionTimeoutMillis ??= CONNECT_MILLISECONDS;
  }
  const watched = new WeakSet<object>();
  pool.on('acquireSuccess', (_event: number, connection: unknown) => {
    if (isPgConnection(connection) && !watched.has(connection)) {
      watched.add(connection);
      watch(connection, longestMilliseconds);
    }
  });
}

/** The part of a `pg` client that tells whether a statement is under way, and on which socket. */
interface PgConnection {
  readyForQuery: boolean;
  connection: { stream: Socket };
}

function watch(client: PgConnection, longestMilliseconds: number): void {
  const { stream } = client.connection;
  stream.setTimeout(longestMilliseconds);
  stream.on('timeout', () => {
    if (!client.readyForQuery) {
      stream.destroy(
        Object.assign(
          new Error(
            `Expected the database to answer within ${longestMilliseconds} ms, got silence; the connection was closed`,
          ),
          { code: 'ETIMEDOUT' },
        ),
      );
    }
  });
}

function isPgConnection(value: unknown): value is PgConnection {
  return (
    isRecord(value) &&
    typeof value.readyForQuery === 'boolean' &&
    isRecord(value.connection) &&
    isRecord(value.connection.stream) &&
    typeof value.connection.stream.setTimeout === 'function'
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

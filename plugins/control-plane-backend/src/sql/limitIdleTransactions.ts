import { Knex } from 'knex';
import { dialectOf } from './dialect';

/** Between the statements of a transaction of ours lie milliseconds. Shorter than what `limitSilence` lets those wait who want the locks. */
const LONGEST_IDLE_MILLISECONDS = 5000;

/**
 * Has PostgreSQL end transactions whose owner has stopped in the middle, and with them the locks that they hold.
 *
 * @remarks
 * A process that is frozen keeps its connections. Others take its jobs when its leases run out, but wait for rows that its transaction has
 * locked for as long as it is frozen. Call it before the first statement: it is a setting of each connection, made when that is opened.
 * SQLite needs nothing.
 */
export function limitIdleTransactions(
  knex: Knex,
  longestMilliseconds = LONGEST_IDLE_MILLISECONDS,
): void {
  if (dialectOf(knex) !== 'postgresql') {
    return;
  }
  const { client } = knex;
  const connect: unknown = client.acquireRawConnection;
  if (!isConnect(connect)) {
    throw new Error(
      'Expected a PostgreSQL client of knex that can open a connection, got one that cannot',
    );
  }
  client.acquireRawConnection = async () => {
    const connection = await connect.call(client);
    await connection.query(
      `set idle_in_transaction_session_timeout = ${longestMilliseconds}`,
    );
    return connection;
  };
}

interface Connection {
  query(sql: string): Promise<unknown>;
}

function isConnect(value: unknown): value is () => Promise<Connection> {
  return typeof value === 'function';
}

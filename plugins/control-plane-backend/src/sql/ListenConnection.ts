import { Knex } from 'knex';
import type { Client } from 'pg';

/** A connection of its own that hears one channel of PostgreSQL's LISTEN and NOTIFY. */
export interface ListenConnection {
  /** Rejects when the connection fails; never resolves. */
  readonly broken: Promise<never>;
  close(): Promise<void>;
}

/**
 * Opens a connection outside the pool, with the pool's own settings (TLS, credentials, search path), and listens.
 *
 * @throws Error when the database cannot be reached.
 */
export async function openListenConnection(
  knex: Knex,
  options: { channel: string; onMessage: (message: string) => void },
): Promise<ListenConnection> {
  const connect: unknown = knex.client.acquireRawConnection;
  if (!isConnect(connect)) {
    throw new Error(
      'Expected a PostgreSQL client of knex that can open a connection, got one that cannot',
    );
  }
  const client = await connect.call(knex.client);
  const broken = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.on('end', () =>
      reject(new Error('The connection that listens was closed')),
    );
  });
  // Who waits on it sees the error; when nobody does, it must not count as unhandled.
  broken.catch(() => {});
  client.on('notification', message =>
    options.onMessage(message.payload ?? ''),
  );
  try {
    await client.query(`listen ${client.escapeIdentifier(options.channel)}`);
  } catch (error) {
    await client.end();
    throw error;
  }
  return { broken, close: () => client.end() };
}

function isConnect(value: unknown): value is () => Promise<Client> {
  return typeof value === 'function';
}

import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';

/** A database of its own on the server, dropped at the end. */
export async function withDatabase<T>(
  serverUrl: string,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const name = `bench_${randomBytes(6).toString('hex')}`;
  await query(serverUrl, `create database ${name}`);
  try {
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    return await use(url.href);
  } finally {
    await query(serverUrl, `drop database ${name} with (force)`);
  }
}

/** What a quiet database would have done by itself before the clock starts. */
export async function settleDatabase(url: string): Promise<void> {
  await query(url, 'vacuum analyze');
  await query(url, 'checkpoint');
}

export async function query<TRow extends object>(
  url: string,
  sql: string,
): Promise<TRow[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<TRow>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

/** Looks until the statement finds nothing, ten milliseconds apart: small beside what is timed, and no load. */
export async function untilNoneOpen(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  while ((await client.query(sql)).rows.length > 0) {
    await wait(10);
  }
  await client.end();
}

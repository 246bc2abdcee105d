import { resolve } from 'node:path';
import createKnex, { Knex } from 'knex';
import { prepareDatabase } from '../../../plugins/control-plane-backend/src/sql/prepareDatabase';
import { silentLogger } from '../frame/silentLogger';

/** Where a table of requests is. */
export type TablePlace =
  | { client: 'pg'; url: string }
  | { client: 'better-sqlite3'; filename: string };

export const TEAMS = 200;
export const APPS = 400;
export const REQUESTERS = 500;

const MIGRATIONS = resolve(
  __dirname,
  '../../../plugins/control-plane-backend/migrations',
);

const FIRST_MS = Date.UTC(2026, 0, 1);

/** How many requests are of the same instant. */
const OF_ONE_INSTANT = 3;

/** Opens a database as the plugin does. */
export async function openTable(place: TablePlace): Promise<Knex> {
  const knex = createKnex(
    place.client === 'pg'
      ? { client: 'pg', connection: place.url, pool: { min: 0, max: 4 } }
      : {
          client: 'better-sqlite3',
          connection: { filename: place.filename },
          useNullAsDefault: true,
          pool: { min: 1, max: 1 },
        },
  );
  await prepareDatabase(knex, silentLogger);
  return knex;
}

/** Creates the schema of the product with so many requests in it, one for each number from 1. */
export async function fillTable(knex: Knex, rows: number): Promise<void> {
  await knex.migrate.latest({ directory: MIGRATIONS });
  const isPostgres = knex.client.config.client === 'pg';
  const values = isPostgres ? onPostgres : onSqlite;
  const numbers = isPostgres
    ? `generate_series(1, ${rows}::bigint) as n`
    : `(with recursive counted(n) as (select 1 union all select n + 1 from counted where n < ${rows}) select n from counted) as numbers`;
  const columns: Record<string, string> = {
    id: values.id,
    kind: `'environment'`,
    class_name: `case n % 7 when 0 then 'production' when 1 then 'shared-staging' else 'preview' end`,
    class_revision: '1',
    class_digest: `'sha256:0000000000000000000000000000000000000000000000000000000000000000'`,
    team: `'team-' || (n * 31 % ${TEAMS})`,
    app: `'app-' || (n * 17 % ${APPS})`,
    region: `case n % 3 when 0 then 'us-west-2' else 'us-east-1' end`,
    target: `'us-east-1'`,
    repository: `'gitops'`,
    path: `'clusters/us-east-1/teams/team/app/' || n`,
    namespaces: `'["team-app-00000000"]'`,
    requester: `'user:default/user-' || (n * 13 % ${REQUESTERS})`,
    phase: `case when n % 50 = 0 then 'pending_approval' when n % 97 = 0 then 'failed' when n % 6 = 0 then 'deleted' else 'ready' end`,
    conditions: `'[]'`,
    generation: '1',
    spec_generation: '1',
    version: '1',
    lease_hours: '72',
    lease_max_hours: '168',
    lease_on_expiry: `'delete'`,
    drifted_paths: '0',
    created_at: values.at(`(n / ${OF_ONE_INSTANT}) * 1000`),
    // Not in the order of creation.
    updated_at: values.at(
      `(n / ${OF_ONE_INSTANT}) * 1000 + (n * 7919 % 100000) * 1000`,
    ),
  };
  await knex.raw(
    `insert into requests (${Object.keys(columns).join(', ')})
     select ${Object.values(columns).join(', ')} from ${numbers}`,
  );
}

/** When the request of a number was made, and its id. */
export function positionOf(number: number): { value: Date; id: string } {
  return {
    value: new Date(FIRST_MS + Math.floor(number / OF_ONE_INSTANT) * 1000),
    id: `req-${number.toString(16).padStart(16, '0')}`,
  };
}

const onPostgres = {
  id: `'req-' || lpad(to_hex(n), 16, '0')`,
  at: (ms: string) =>
    `to_timestamp(${FIRST_MS / 1000}) + (${ms}) * interval '1 millisecond'`,
};

const onSqlite = {
  id: `'req-' || printf('%016x', n)`,
  at: (ms: string) => `${FIRST_MS} + ${ms}`,
};

import path from 'node:path';
import Database from 'better-sqlite3';
import { DemoApi } from '../demo/DemoApi.mjs';

const wish = {
  class: 'production',
  team: 'platform',
  app: 'billing-api',
  region: 'us-east-1',
  reason: 'One of many',
  parameters: { changeTicket: 'CHG-1042' },
};

/**
 * Makes the fleet large without setting off the work that each request brings, so that nothing else goes on while pages are measured:
 * one request is asked for and rejected, and its rows are copied.
 *
 * @param product - as `startProduct` returns it; its database is SQLite
 * @returns id of a request that waits for approval
 */
export async function fillFleet({ api: address, data }, count) {
  const api = new DemoApi(address);
  const { id: rejected } = await api.ask('requester', 'rejected', wish);
  await api.decideFirst(rejected, 'reject', 'Too many of these');
  const database = new Database(
    path.join(data, 'sqlite/control-plane.sqlite'),
    {
      timeout: 30_000,
    },
  );
  try {
    database.transaction(() => copyRequest(database, rejected, count - 1))();
  } finally {
    database.close();
  }
  return (await api.ask('requester', 'waiting', wish)).id;
}

function copyRequest(database, id, copies) {
  const request = database
    .prepare('select * from requests where id = ?')
    .get(id);
  const revision = database
    .prepare('select * from revisions where request_id = ?')
    .get(id);
  const insert = (table, row) =>
    database
      .prepare(
        `insert into ${table} (${Object.keys(row)}) values (${Object.keys(
          row,
        ).map(name => `@${name}`)})`,
      )
      .run(row);
  for (let copy = 1; copy <= copies; copy++) {
    const copied = `req-${copy.toString(16).padStart(16, '0')}`;
    // Times are milliseconds; each copy is a second older than the one before.
    const created_at = request.created_at - copy * 1000;
    insert('requests', {
      ...request,
      id: copied,
      created_at,
      updated_at: created_at,
    });
    insert('revisions', { ...revision, request_id: copied });
  }
}

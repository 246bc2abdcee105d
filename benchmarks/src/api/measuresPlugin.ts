import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { Router } from 'express';
import { Knex } from 'knex';
import { timeCalls } from './serviceTimes';

/** What the control plane is measured by, in the process in which it runs and on a pool like its own. */
export const measuresPlugin = createBackendPlugin({
  pluginId: 'measures',
  register(env) {
    env.registerInit({
      deps: {
        httpRouter: coreServices.httpRouter,
        database: coreServices.database,
      },
      async init({ httpRouter, database }) {
        const knex = await database.getClient();
        const times = timeCalls();
        await knex.raw(
          'create table bare (id bigserial primary key, key text not null, payload text not null, created_at timestamptz not null default now())',
        );
        const router = Router();
        // What a call costs before a plugin has done anything.
        router.get('/no-op', (_req, res) => {
          res.json({});
        });
        router.get('/times/:call', (req, res) => {
          res.json({ ms: times.get(req.params.call) });
        });
        router.post('/commits', (_req, res, next) => {
          timeCommits(knex).then(answer => res.json(answer), next);
        });
        httpRouter.use(router);
      },
    });
  },
});

/** Of one row: a statement by itself, and one in a transaction that begins and commits, as the bare loops of the queue do. */
export interface BareCommits {
  statement: number;
  transaction: number;
}

async function timeCommits(knex: Knex): Promise<BareCommits> {
  const insert = (db: Knex) =>
    db.raw('insert into bare (key, payload) values (?, ?)', [
      `key-${Math.random()}`,
      JSON.stringify({ requestId: `req-${Math.random()}` }),
    ]);
  const startedAt = performance.now();
  await insert(knex);
  const statementEndedAt = performance.now();
  await knex.transaction(tx => insert(tx));
  return {
    statement: statementEndedAt - startedAt,
    transaction: performance.now() - statementEndedAt,
  };
}

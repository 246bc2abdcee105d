import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import { limitIdleTransactions } from './limitIdleTransactions';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'limitIdleTransactions on %s',
  id => {
    const opened: Knex[] = [];

    afterEach(async () => {
      await Promise.all(opened.splice(0).map(knex => knex.destroy()));
    });

    /** A second client of the database, which has not connected yet. */
    function open(knex: Knex): Knex {
      const { client, connection } = knex.client.config;
      const other = knexFactory({ client, connection, useNullAsDefault: true });
      opened.push(other);
      return other;
    }

    if (id === 'SQLITE_3') {
      it('changes nothing', async () => {
        const knex = await databases.init(id);

        limitIdleTransactions(knex, 1);

        expect(await knex.raw('select 1 as one')).toEqual([{ one: 1 }]);
      });
      return;
    }

    it('frees what a transaction holds whose owner does nothing more', async () => {
      const knex = await databases.init(id);
      await knex.schema.createTable('held', table => table.integer('value'));
      await knex('held').insert({ value: 1 });
      const frozen = open(knex);
      limitIdleTransactions(frozen, 200);
      const tx = await frozen.transaction();
      await tx('held').update({ value: 2 });

      await knex('held').update({ value: 3 });

      await expect(tx('held').update({ value: 4 })).rejects.toThrow();
      expect(await knex('held').pluck('value')).toEqual([3]);
      await tx.rollback().catch(() => {});
    });

    it('leaves a transaction alone that works', async () => {
      const worker = open(await databases.init(id));
      limitIdleTransactions(worker, 200);

      const done = await worker.transaction(async tx => {
        await tx.raw('select pg_sleep(0.5)');
        return 'done';
      });

      expect(done).toBe('done');
    });
  },
);

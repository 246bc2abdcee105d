import {
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { aRequest } from '../__testUtils__/builders';
import {
  openTestStores,
  TEST_DATABASE_IDS,
} from '../__testUtils__/createTestStores';
import { InstantClock } from '../__testUtils__/InstantClock';
import { SystemClock } from '../clock';
import { applyMigrations, migrationsDirectory } from './migrations';
import { tables } from './tables';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: TEST_DATABASE_IDS });

function serviceOf(knex: Knex, options: { skip?: boolean } = {}) {
  return mockServices.database.mock({
    getClient: async () => knex,
    ...(options.skip ? { migrations: { skip: true } } : {}),
  });
}

describe.each(databases.eachSupportedId())(
  'applyMigrations on %s',
  (databaseId: TestDatabaseId) => {
    it('makes every table of the stores, and changes nothing the second time', async () => {
      const knex = await databases.init(databaseId);
      await applyMigrations(serviceOf(knex), { clock: new InstantClock() });
      await openTestStores(knex).stores.requests.insert(aRequest());

      await applyMigrations(serviceOf(knex), { clock: new InstantClock() });

      for (const table of Object.values(tables)) {
        await expect(knex.schema.hasTable(table)).resolves.toBe(true);
      }
      await expect(knex(tables.requests)).resolves.toHaveLength(1);
    });

    it('only looks when there is nothing to migrate', async () => {
      const knex = await databases.init(databaseId);
      await applyMigrations(serviceOf(knex), { clock: new InstantClock() });
      const statements: string[] = [];
      knex.on('query', ({ sql }) => statements.push(sql));

      await applyMigrations(serviceOf(knex), { clock: new InstantClock() });

      expect(statements.length).toBeGreaterThan(0);
      expect(statements.filter(sql => !/^select/i.test(sql))).toEqual([]);
    });

    it('waits for a replica of another version that migrates', async () => {
      const knex = await databases.init(databaseId);
      await applyMigrations(serviceOf(knex), { clock: new InstantClock() });
      await knex('knex_migrations_lock').update({ is_locked: 1 });
      const clock = new InstantClock();
      clock.sleep = async () => {
        await knex('knex_migrations_lock').update({ is_locked: 0 });
      };

      await applyMigrations(serviceOf(knex), { clock });

      await expect(
        knex('knex_migrations_lock').pluck('is_locked'),
      ).resolves.toEqual([0]);
    });

    it('leaves the schema alone when the operator migrates by other means', async () => {
      const knex = await databases.init(databaseId);

      await applyMigrations(serviceOf(knex, { skip: true }), {
        clock: new InstantClock(),
      });

      await expect(knex.schema.hasTable('knex_migrations')).resolves.toBe(
        false,
      );
    });

    it.each([{ skip: false }, { skip: true }])(
      'refuses a database that a newer version has migrated, with $skip for skipping',
      async options => {
        const knex = await databases.init(databaseId);
        await applyMigrations(serviceOf(knex), { clock: new InstantClock() });
        await knex('knex_migrations').insert({
          name: '20991231000000_split_requests.js',
          batch: 2,
          migration_time: new Date(),
        });

        await expect(
          applyMigrations(serviceOf(knex, options), {
            clock: new InstantClock(),
          }),
        ).rejects.toThrow(
          /newer migrations \(20991231000000_split_requests\.js\); start the version/,
        );
      },
    );

    it('brings replicas that start together to the same schema', async () => {
      const knex = await databases.init(databaseId);

      await Promise.all(
        Array.from({ length: 4 }, () =>
          applyMigrations(serviceOf(knex), { clock: new SystemClock() }),
        ),
      );

      const names: string[] = await knex('knex_migrations').pluck('name');
      expect(new Set(names).size).toBe(names.length);
      await openTestStores(knex).stores.requests.insert(aRequest());
    });

    if (databaseId !== 'SQLITE_3') {
      it('migrates once more when what another replica works on stood in the way', async () => {
        const knex = await databases.init(databaseId);
        await applyMigrations(serviceOf(knex), { clock: new InstantClock() });
        await knex.migrate.down({
          directory: migrationsDirectory(),
          name: '20261123000300_index_live_jobs_by_key.js',
        });
        // As for a deadlock, the migration is rolled back; and it does not take luck.
        const { rows } = await knex.raw('select current_database() as name');
        await knex.raw(`alter database ?? set lock_timeout = '100ms'`, [
          rows[0].name,
        ]);
        await knex.destroy();
        knex.initialize();
        const work = await knex.transaction();
        await work('jobs').first();
        const clock = new InstantClock();
        clock.sleep = async () => {
          await work.commit();
        };

        await applyMigrations(serviceOf(knex), { clock });

        expect(work.isCompleted()).toBe(true);
        await expect(
          knex('pg_indexes').where({ indexname: 'jobs_live' }),
        ).resolves.toHaveLength(1);
      });
    }

    it('says how to free the lock of a replica that died while it migrated', async () => {
      const knex = await databases.init(databaseId);
      await knex.migrate.currentVersion();
      await knex('knex_migrations_lock').update({ is_locked: 1 });
      const clock = new InstantClock();

      await expect(applyMigrations(serviceOf(knex), { clock })).rejects.toThrow(
        /update knex_migrations_lock set is_locked = 0/,
      );

      expect(clock.sleeps.length).toBeGreaterThan(10);
    });
  },
);

import { TestDatabases } from '@backstage/backend-test-utils';
import {
  JOBS_MIGRATION,
  createJobsDatabase,
  createTestQueue,
  jobsMigrations,
} from '../__testUtils__/createTestQueue';
import { SystemDatabaseClock } from '../sql/DatabaseClock';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'the migration of jobs on %s',
  id => {
    const live = {
      id: '00000000-0000-7000-8000-000000000001',
      kind: 'test',
      key: 'a',
      group_key: 'team-a',
      limit_key: '',
      priority: 0,
      payload: '{}',
      state: 'ready',
      attempt: 0,
      max_attempts: 3,
    };

    it('goes up, holds the rules of a job by itself, and goes down with rows', async () => {
      const knex = await createJobsDatabase(databases, id);
      const now = new SystemDatabaseClock().now(knex);
      const row = { ...live, run_at: now, created_at: now };
      await knex('jobs').insert(row);

      const second = { ...row, id: '00000000-0000-7000-8000-000000000002' };
      await expect(knex('jobs').insert(second)).rejects.toThrow(/unique/i);
      await expect(
        knex('jobs').insert({ ...second, key: 'b', state: 'sleeping' }),
      ).rejects.toThrow(/jobs_state_check|check constraint/i);
      await expect(
        knex('jobs').insert({ ...second, key: 'b', state: 'leased' }),
      ).rejects.toThrow(/jobs_lease_check|check constraint/i);
      await expect(
        knex('jobs').insert({ ...second, key: 'b', state: 'done' }),
      ).rejects.toThrow(/jobs_finished_check|check constraint/i);
      await knex('jobs').insert({ ...second, state: 'done', finished_at: now });

      await knex.migrate.down({ ...jobsMigrations, name: JOBS_MIGRATION });
      expect(await knex.schema.hasTable('jobs')).toBe(false);

      await knex.migrate.up({ ...jobsMigrations, name: JOBS_MIGRATION });
      const { enqueue, claim } = createTestQueue(knex);
      await enqueue({ key: 'a' });
      expect(await claim(1)).toHaveLength(1);
    });
  },
);

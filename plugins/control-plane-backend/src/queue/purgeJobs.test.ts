import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  TestQueue,
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { SystemDatabaseClock } from '../sql/DatabaseClock';
import { DatabaseJobLogStore } from './DatabaseJobLogStore';
import { MOST_DROPPED } from './operations/dropJobLogs';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const JOBS = 450;
const LINES_OF_A_JOB = 6;

/** Jobs that ended long ago with their lines, more than one statement is to delete, and one that lives with its own. */
async function createHistory(knex: Knex): Promise<TestQueue> {
  const test = createTestQueue(knex);
  await test.enqueue(...Array.from({ length: JOBS }, () => ({})));
  await knex('jobs').update({
    outcome: 'done',
    finished_at: new SystemDatabaseClock().now(knex),
  });
  await test.enqueue({ key: 'live' });
  const ids: string[] = await knex('jobs').pluck('id');
  await DatabaseJobLogStore.create(knex).append(
    ids.flatMap(jobId =>
      Array.from({ length: LINES_OF_A_JOB }, (_, index) => ({
        jobId,
        attempt: 1,
        at: new Date(0),
        level: 'info' as const,
        message: `Line ${index}`,
      })),
    ),
  );
  test.databaseClock.shift(31 * 86_400);
  return test;
}

async function expectOnlyLive(knex: Knex): Promise<void> {
  const jobs: Array<{ id: string; key: string }> = await knex('jobs');
  expect(jobs).toMatchObject([{ key: 'live' }]);
  expect(await knex('job_logs').pluck('job_id')).toEqual(
    Array.from({ length: LINES_OF_A_JOB }, () => jobs[0].id),
  );
}

it.each(databases.eachSupportedId())(
  'purges a long history with all its lines, and nothing else, on %s',
  async id => {
    const knex = await createJobsDatabase(databases, id);
    const { queue } = await createHistory(knex);

    expect(await queue.purge()).toBe(JOBS);

    await expectOnlyLive(knex);
    expect(await queue.purge()).toBe(0);
  },
);

describe('a purge on SQLite', () => {
  let knex: Knex;
  let queue: TestQueue['queue'];

  beforeEach(async () => {
    knex = await createJobsDatabase(databases, 'SQLITE_3');
    ({ queue } = await createHistory(knex));
  });

  it('deletes a bounded number of rows a statement, each a transaction of its own', async () => {
    const deleted: number[] = [];
    const begun: string[] = [];
    knex.on('query-response', (answer: unknown, { sql }: { sql: string }) => {
      if (sql.startsWith('delete')) {
        deleted.push(Array.isArray(answer) ? answer.length : Number(answer));
      } else if (/^(begin|savepoint)/i.test(sql)) {
        begun.push(sql);
      }
    });

    await queue.purge();

    const rows = deleted.reduce((sum, count) => sum + count, 0);
    expect(rows).toBe(JOBS * (1 + LINES_OF_A_JOB));
    expect(Math.max(...deleted)).toBeLessThanOrEqual(MOST_DROPPED);
    expect(begun).toEqual([]);
  });

  it('completes what an earlier one left half done', async () => {
    await knex.raw(
      `create trigger no_purge before delete on jobs begin select raise(abort, 'the disk is full'); end`,
    );
    await expect(queue.purge()).rejects.toThrow('the disk is full');
    expect(await knex('jobs')).toHaveLength(JOBS + 1);
    await knex.raw('drop trigger no_purge');

    expect(await queue.purge()).toBe(JOBS);

    await expectOnlyLive(knex);
  });
});

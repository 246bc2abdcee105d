import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { DatabaseJobLogStore, LINES_OF_A_JOB } from './DatabaseJobLogStore';
import { JobLogLine } from './JobLog';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const AT = new Date('2026-11-22T10:00:00.123Z');
const FIRST = '00000000-0000-7000-8000-000000000001';
const SECOND = '00000000-0000-7000-8000-000000000002';

function line(jobId: string, message: string): JobLogLine {
  return { jobId, attempt: 1, at: AT, level: 'info', message };
}

describe.each(databases.eachSupportedId())('DatabaseJobLogStore on %s', id => {
  let knex: Knex;
  let store: DatabaseJobLogStore;

  beforeEach(async () => {
    knex = await createJobsDatabase(databases, id);
    store = DatabaseJobLogStore.create(knex);
  });

  const messages = async (jobId: string, limit = 1000) =>
    (await store.list({ jobId, limit })).map(({ message }) => message);

  it('keeps every member of a line', async () => {
    await store.append([{ ...line(FIRST, 'a'), attempt: 3, level: 'error' }]);
    expect(await store.list({ jobId: FIRST, limit: 10 })).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        jobId: FIRST,
        attempt: 3,
        at: AT,
        level: 'error',
        message: 'a',
      },
    ]);
  });

  it('lists the lines of one job, newest first, page by page', async () => {
    await store.append([
      line(FIRST, 'a'),
      line(SECOND, 'x'),
      line(FIRST, 'b'),
      line(FIRST, 'c'),
    ]);
    const page = await store.list({ jobId: FIRST, limit: 2 });
    expect(page.map(({ message }) => message)).toEqual(['c', 'b']);
    const rest = await store.list({
      jobId: FIRST,
      before: page[1],
      limit: 2,
    });
    expect(rest.map(({ message }) => message)).toEqual(['a']);
  });

  it('keeps the newest lines of each job, however they came', async () => {
    await store.append([line(SECOND, 'other')]);
    const all = Array.from({ length: 700 }, (_, n) => line(FIRST, `${n}`));
    await store.append(all.slice(0, 650));
    await store.append(all.slice(650));
    const kept = await messages(FIRST);
    expect(kept).toHaveLength(LINES_OF_A_JOB);
    expect([kept[0], kept.at(-1)]).toEqual(['699', '500']);
    expect(await messages(SECOND)).toEqual(['other']);
  });

  it('cuts what is too long and drops what a database cannot hold', async () => {
    await store.append([line(FIRST, `a\0${'b'.repeat(5000)}`)]);
    const [message] = await messages(FIRST);
    expect(message).toHaveLength(2000);
    expect(message.startsWith('ab')).toBe(true);
  });

  it('loses the lines of a job when retention ends the job, and no others', async () => {
    const { queue, enqueue, claim, databaseClock } = createTestQueue(knex);
    await enqueue({ key: 'old' }, { key: 'live' });
    const [old, live] = await claim(2);
    await queue.settle(old, { type: 'done' });
    await store.append([line(old.id, 'old'), line(live.id, 'live')]);
    databaseClock.shift(31 * 86_400);

    expect(await queue.purge()).toBe(1);

    expect(await messages(old.id)).toEqual([]);
    expect(await messages(live.id)).toEqual(['live']);
  });
});

import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  TestQueue,
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { JobFilter } from '../domain/job/JobFilter';
import { SystemDatabaseClock } from '../sql/DatabaseClock';
import { takeTurns } from '../sql/takeTurns';
import { JOBS_OF_A_WINDOW } from './operations/readJobs';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const JOBS = 2.5 * JOBS_OF_A_WINDOW;

/** How many jobs are newer than each of the few: they stand at the borders of windows and within them. */
const NEWER = [
  0,
  JOBS_OF_A_WINDOW - 1,
  JOBS_OF_A_WINDOW,
  1.5 * JOBS_OF_A_WINDOW,
  2 * JOBS_OF_A_WINDOW - 1,
  2 * JOBS_OF_A_WINDOW,
  JOBS - 1,
];

describe.each(databases.eachSupportedId())(
  'lists of a long history on %s',
  databaseId => {
    let knex: Knex;
    let queue: TestQueue['queue'];
    /** The keys of the few, newest first. */
    let rare: string[];

    beforeAll(async () => {
      knex = await createJobsDatabase(databases, databaseId);
      const test = createTestQueue(knex);
      queue = test.queue;
      rare = NEWER.map(newer => `${JOBS - 1 - newer}`);
      await test.enqueue(
        ...Array.from({ length: JOBS }, (_, index) => ({
          key: `${index}`,
          ...(rare.includes(`${index}`) && {
            kind: 'rare',
            group: 'rare',
            limitKey: 'target:rare',
          }),
        })),
      );
      await knex('jobs').update({
        outcome: 'done',
        finished_at: new SystemDatabaseClock().now(knex),
      });
    });

    const list = async (
      filter: JobFilter & { limit: number; after?: { id: string } },
    ) => (await queue.list(filter)).map(({ key }) => key);

    it.each<JobFilter>([
      { group: 'rare' },
      { limitKey: 'target:rare' },
      { kind: 'rare' },
      { kind: 'rare', group: 'rare', state: 'done' },
    ])('find by %j all of the few, newest first', async filter => {
      expect(await list({ ...filter, limit: 50 })).toEqual(rare);
      expect(await list({ ...filter, limit: rare.length })).toEqual(rare);
    });

    it('go on from page to page, beyond the window that each ends in', async () => {
      const found: string[] = [];
      let after: { id: string } | undefined;
      for (;;) {
        const page = await queue.list({ group: 'rare', after, limit: 3 });
        found.push(...page.map(({ key }) => key));
        if (page.length < 3) {
          break;
        }
        after = page.at(-1);
      }
      expect(found).toEqual(rare);
    });

    it('take no more than was asked for from the window that fills the page', async () => {
      expect(await list({ group: 'rare', limit: 5 })).toEqual(rare.slice(0, 5));
    });

    it('end when nothing matches', async () => {
      expect(await list({ group: 'nobody', limit: 5 })).toEqual([]);
    });
  },
);

it('gives others their turn between the windows of a history on SQLite', async () => {
  const knex = await createJobsDatabase(databases, 'SQLITE_3');
  const { queue, enqueue } = createTestQueue(knex);
  await enqueue(...Array.from({ length: JOBS }, () => ({})));
  takeTurns(knex);
  /** Whether others had a turn before each of the looks at jobs. */
  const turns: boolean[] = [];
  let hadTurn = false;
  const watch = () => {
    hadTurn = true;
  };
  setImmediate(watch);
  knex.on('query', () => {
    turns.push(hadTurn);
    hadTurn = false;
    setImmediate(watch);
  });

  await queue.list({ group: 'nobody', limit: 5 });

  const windows = Math.ceil(JOBS / JOBS_OF_A_WINDOW);
  expect(turns.length).toBeGreaterThanOrEqual(windows);
  expect(turns).not.toContain(false);
});

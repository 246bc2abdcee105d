import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { FakeClock } from '../__testUtils__/FakeClock';
import {
  TestQueue,
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { JobHandlers } from './JobHandlers';
import { JobWorker } from './JobWorker';
import { noJobWorkerEvents } from './JobWorkerEvents';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const JOBS = 60;
const WORKERS = 8;

describe.each(databases.eachSupportedId())(
  'a worker whose database is slower than its handlers, on %s',
  id => {
    let knex: Knex;
    let test: TestQueue;
    let worker: JobWorker;
    /** Attempts by key, and how many of them have not been stored yet. */
    let attempts: Map<string, number>;
    let unsettled: number;
    let mostUnsettled: number;
    let openDatabase: () => void;

    beforeEach(async () => {
      knex = await createJobsDatabase(databases, id);
      test = createTestQueue(knex, { config: { workers: WORKERS } });
      attempts = new Map();
      unsettled = 0;
      mostUnsettled = 0;
      const isOpen = new Promise<void>(resolve => {
        openDatabase = resolve;
      });
      const { queue } = test;
      worker = new JobWorker({
        ...test,
        // Everything of the queue, but an outcome reaches the database only once that has time.
        queue: Object.assign(Object.create(queue), {
          settle: async (...outcome: Parameters<typeof queue.settle>) => {
            await isOpen;
            return queue.settle(...outcome);
          },
          claim: (...claim: Parameters<typeof queue.claim>) =>
            queue.claim(...claim),
        }),
        handlers: new JobHandlers().register('test', async ({ key }) => {
          attempts.set(key, (attempts.get(key) ?? 0) + 1);
          unsettled += 1;
          mostUnsettled = Math.max(mostUnsettled, unsettled);
          return { type: 'done' };
        }),
        clock: new FakeClock(),
        logger: mockServices.logger.mock({
          child: () => mockServices.logger.mock(),
        }),
        owner: 'worker',
        events: {
          ...noJobWorkerEvents,
          attemptEnded: () => {
            unsettled -= 1;
          },
        },
      });
      await test.enqueue(
        ...Array.from({ length: JOBS }, (_, index) => ({
          key: `job-${index}`,
        })),
      );
    });

    afterEach(async () => {
      openDatabase();
      await worker.stop({ graceMs: 0 });
    });

    async function until(condition: () => boolean | Promise<boolean>) {
      while (!(await condition())) {
        await new Promise(resolve => setImmediate(resolve));
      }
    }

    const count = async (state: 'ready' | 'leased' | 'done') =>
      (await test.queue.list({ state: state, limit: JOBS })).length;

    it('takes no more jobs than it has slots while outcomes wait to be stored', async () => {
      worker.start();
      await until(() => unsettled === WORKERS);
      for (let look = 0; look < 20; look += 1) {
        test.waker.wake();
        expect(await count('leased')).toBe(WORKERS);
      }

      expect(unsettled).toBe(WORKERS);
      expect(await count('ready')).toBe(JOBS - WORKERS);
    });

    it('stores each outcome once when the database has time again', async () => {
      worker.start();
      await until(() => unsettled === WORKERS);

      openDatabase();

      await until(async () => (await count('done')) === JOBS);
      expect([...attempts.values()]).toEqual(
        Array.from({ length: JOBS }, () => 1),
      );
      expect(mostUnsettled).toBe(WORKERS);
    });
  },
);

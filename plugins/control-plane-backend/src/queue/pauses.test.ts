import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { FakeClock } from '../__testUtils__/FakeClock';
import {
  TestQueue,
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { PauseName } from '../domain/job/Pause';
import { JobHandlers } from './JobHandlers';
import { LocalJobWaker } from './JobWaker';
import { JobWorker } from './JobWorker';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const KIND: PauseName = { scope: 'kind', name: 'test' };
const GROUP: PauseName = { scope: 'group', name: 'payments' };
const LIMIT: PauseName = { scope: 'limit', name: 'target:eu-1' };

describe.each(databases.eachSupportedId())('pauses on %s', id => {
  let knex: Knex;
  let test: TestQueue;

  beforeAll(async () => {
    knex = await createJobsDatabase(databases, id);
  });

  beforeEach(async () => {
    await knex('jobs').del();
    await knex('job_leases').del();
    await knex('job_pauses').del();
    test = createTestQueue(knex);
  });

  const keysOf = (jobs: Array<{ key: string }>) =>
    jobs.map(({ key }) => key).sort();

  const pause = (
    name: PauseName,
    reason = 'Upgrade',
    by = 'user:default/otto',
  ) => knex.transaction(tx => test.queue.pause(tx, { ...name, reason, by }));

  const resume = (name: PauseName) =>
    knex.transaction(tx => test.queue.resume(tx, name));

  it.each([
    [KIND, ['other']],
    [GROUP, ['elsewhere', 'other']],
    [LIMIT, ['other', 'unlimited']],
  ])('of %j holds its jobs and no others', async (name, taken) => {
    await test.enqueue(
      { key: 'unlimited', group: 'payments' },
      { key: 'elsewhere', group: 'platform', limitKey: 'target:eu-1' },
      { key: 'other', group: 'platform', kind: 'other' },
    );
    await pause(name);

    expect(keysOf(await test.claim(10, ['test', 'other']))).toEqual(taken);
    const { length: held } = await test.queue.list({
      state: 'ready',
      limit: 10,
    });
    expect(held).toBe(3 - taken.length);

    await resume(name);
    expect(await test.claim(10, ['test', 'other'])).toHaveLength(held);
  });

  it('hold beside limits, and a job of an unpaused limit key still runs', async () => {
    test = createTestQueue(knex, {
      config: { limits: { 'target:eu-1': 1, 'target:us-1': 1 } },
    });
    await test.enqueue(
      { key: 'eu', limitKey: 'target:eu-1' },
      { key: 'us', limitKey: 'target:us-1' },
    );
    await pause(LIMIT);

    expect(keysOf(await test.claim(10))).toEqual(['us']);
  });

  it('leave what runs alone, and hold its next attempt', async () => {
    await test.enqueue({ key: 'a' });
    const [running] = await test.claim(1);
    await pause(KIND);

    expect(await test.queue.renew([running])).toEqual([running.id]);
    expect(
      await test.queue.settle(running, {
        type: 'retryable',
        message: 'no route',
        retryAfterSeconds: 0,
      }),
    ).toMatchObject({ type: 'settled', state: 'ready' });
    test.databaseClock.shift(60);
    expect(await test.claim(1)).toEqual([]);
    await resume(KIND);
    expect(await test.claim(1)).toMatchObject([{ id: running.id, attempt: 2 }]);
  });

  it('of ten thousand jobs hold up nobody else, and keep fair shares as they are', async () => {
    await test.enqueue(
      ...Array.from({ length: 10_000 }, (_, index) => ({
        key: `held-${index}`,
        group: 'payments',
        priority: 100,
      })),
    );
    await test.enqueue(
      ...['a', 'b'].flatMap(group =>
        [1, 2, 3].map(number => ({ key: `${group}-${number}`, group })),
      ),
    );
    await pause(GROUP);

    expect(keysOf(await test.claim(2))).toEqual(['a-1', 'b-1']);
    expect(keysOf(await test.claim(10))).toEqual(['a-2', 'a-3', 'b-2', 'b-3']);
    await resume(GROUP);
    await test.enqueue({ key: 'a-4', group: 'a' });
    // The group that was paused runs nothing yet, so it comes first.
    expect(keysOf(await test.claim(2))).toEqual(['held-0', 'held-1']);
  });

  it('give a new reason to a pause that holds, and end once', async () => {
    const first = await pause(GROUP);
    const second = await pause(GROUP, 'Still upgrading', 'user:default/ada');

    expect(second).toEqual({
      ...GROUP,
      reason: 'Still upgrading',
      by: 'user:default/ada',
      at: first.at,
    });
    expect(await test.queue.pauses()).toEqual([{ ...second, jobs: 0 }]);
    expect(await resume(GROUP)).toEqual(second);
    expect(await resume(GROUP)).toBeUndefined();
    expect(await test.queue.pauses()).toEqual([]);
  });

  it('are told apart from what could run', async () => {
    await test.enqueue(
      { key: 'a', group: 'payments' },
      { key: 'b', group: 'platform' },
      { key: 'c', group: 'payments', delaySeconds: 600 },
    );
    await pause(GROUP);
    test.databaseClock.shift(60);
    const [due] = await test.claim(1);
    expect(due.key).toBe('b');

    const { kinds } = await test.queue.overview();
    expect(kinds).toEqual([
      { kind: 'test', due: 0, paused: 1, delayed: 1, running: 1, dead: 0 },
    ]);
    const stats = await test.queue.stats();
    expect(stats.oldestDueSeconds).toBe(0);
    expect(stats.paused).toEqual([{ kind: 'test', count: 2 }]);
    expect(stats.byKind).toContainEqual({
      kind: 'test',
      state: 'ready',
      count: 2,
    });
  });

  it('tell the workers of other processes when they end, and only then', async () => {
    const waker = new LocalJobWaker();
    const announce = jest.spyOn(waker, 'announce');
    test = createTestQueue(knex, { waker });

    await pause(KIND);
    await resume(GROUP);
    expect(announce).not.toHaveBeenCalled();
    await resume(KIND);
    expect(announce).toHaveBeenCalledTimes(1);
  });

  it('leave an idle worker idle, however many paused jobs are due', async () => {
    await test.enqueue({ key: 'a' }, { key: 'b' });
    await pause(KIND);
    const clock = new FakeClock();
    const ran: string[] = [];
    const worker = new JobWorker({
      ...test,
      handlers: new JobHandlers().register('test', async ({ key }) => {
        ran.push(key);
        return { type: 'done' };
      }),
      clock,
      logger: mockServices.logger.mock({
        child: () => mockServices.logger.mock(),
      }),
      owner: 'worker',
      random: () => 0.5,
    });
    const until = async (condition: () => boolean) => {
      while (!condition()) {
        await new Promise(resolve => setImmediate(resolve));
      }
    };
    // The loops of claims and of leases wait for the clock.
    const atRest = () => clock.sleeping >= 2;
    worker.start();
    try {
      await until(atRest);
      let statements = 0;
      knex.on('query', () => {
        statements += 1;
      });
      for (let second = 0; second < 60; second++) {
        await clock.advance(1000);
        await until(atRest);
      }
      knex.removeAllListeners('query');
      expect(ran).toEqual([]);
      // One a sweep, and sweeps come every five seconds.
      expect(statements).toBeLessThanOrEqual(13);

      await resume(KIND);
      test.queue.wake();
      await until(() => ran.length === 2);
    } finally {
      await worker.stop({ graceMs: 1000 });
    }
  });
});

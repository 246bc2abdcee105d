import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import {
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { FakeClock } from '../__testUtils__/FakeClock';
import { SystemClock } from '../clock';
import { PgNotifyJobWaker } from './PgNotifyJobWaker';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const supported = databases.eachSupportedId().map(([id]) => id);

(supported.length > 0 ? describe : describe.skip)('PgNotifyJobWaker', () => {
  let knex: Knex;
  const opened: Array<{ stop(): Promise<void> }> = [];

  beforeAll(async () => {
    knex = await createJobsDatabase(databases, 'POSTGRES_18');
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map(waker => waker.stop()));
  });

  /** A waker as another process would have it: on a pool of its own. */
  async function startWaker(options: { searchPath?: string[] } = {}) {
    const pool = knexFactory({
      client: 'pg',
      connection: knex.client.config.connection,
      searchPath: options.searchPath,
    });
    const logger = mockServices.logger.mock();
    const waker = new PgNotifyJobWaker({
      knex: pool,
      clock: new SystemClock(),
      logger,
      random: () => 0,
    });
    const wakes: string[] = [];
    await waker.start();
    waker.onWake(() => wakes.push('woken'));
    opened.push({
      stop: async () => {
        await waker.stop();
        await pool.destroy();
      },
    });
    return { waker, pool, wakes, logger };
  }

  async function until(condition: () => boolean) {
    const deadline = performance.now() + 30_000;
    while (!condition()) {
      if (performance.now() > deadline) {
        throw new Error('Expected the condition to hold within 10 s');
      }
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  const specOf = (key: string) => ({
    kind: 'test',
    key,
    group: 'team-a',
    payload: {},
  });

  it('wakes other processes once the transaction that enqueued has committed, once however much it enqueued', async () => {
    const here = await startWaker();
    const there = await startWaker();
    const { queue } = createTestQueue(here.pool, { waker: here.waker });
    expect(there.waker.hearsOthers()).toBe(true);

    await here.pool.transaction(async tx => {
      await queue.enqueue(tx, [specOf('a'), specOf('b')]);
      await queue.enqueue(tx, [specOf('c')]);
      await there.pool.raw('select 1');
      expect(there.wakes).toEqual([]);
    });
    await until(() => there.wakes.length > 0);
    await there.pool.raw('select 1');
    expect(there.wakes).toEqual(['woken']);
    expect(here.wakes).toEqual([]);
    queue.wake();
    expect(here.wakes).toEqual(['woken']);
  });

  it('says nothing when the transaction rolls back', async () => {
    const here = await startWaker();
    const there = await startWaker();
    const { queue } = createTestQueue(here.pool, { waker: here.waker });
    await expect(
      here.pool.transaction(async tx => {
        await queue.enqueue(tx, [specOf('never')]);
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');

    // What is announced afterwards arrives afterwards.
    await here.waker.announce(here.pool);
    await until(() => there.wakes.length > 0);
    expect(there.wakes).toEqual(['woken']);
  });

  it('keeps schemas of one database apart', async () => {
    await knex.raw('create schema if not exists "control-plane"');
    const other = await startWaker({ searchPath: ['control-plane'] });
    const same = await startWaker({ searchPath: ['control-plane'] });
    const here = await startWaker();

    await other.waker.announce(other.pool);
    await until(() => same.wakes.length > 0);
    await here.pool.raw('select 1');
    expect(here.wakes).toEqual([]);
  });

  it('reconnects when its connection is cut, and makes workers look at once', async () => {
    const here = await startWaker();
    await knex.raw(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where query = 'listen "control_plane_jobs"' and datname = current_database()`,
    );
    await until(() => here.logger.warn.mock.calls.length > 0);
    expect(here.waker.hearsOthers()).toBe(false);
    expect(here.logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('Cannot hear wake-ups'),
      expect.any(Error),
    );
    await until(() => here.waker.hearsOthers());
    expect(here.wakes).toContain('woken');
  });

  it('does not believe in a connection on which nothing arrives', async () => {
    const clock = new FakeClock();
    const logger = mockServices.logger.mock();
    const waker = new PgNotifyJobWaker({ knex, clock, logger });
    // A pooler that hands each statement to another server connection: LISTEN works, and nothing is heard.
    const deaf = jest
      .spyOn(knex.client, 'acquireRawConnection')
      .mockResolvedValue({
        on() {},
        escapeIdentifier: (name: string) => name,
        query: async () => ({ rows: [] }),
        end: async () => {},
      });
    const started = waker.start();
    await until(() => clock.sleeping === 1);
    await clock.advance(5000);
    await started;
    expect(waker.hearsOthers()).toBe(false);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.any(String),
      expect.objectContaining({
        message: expect.stringContaining('does a connection pooler'),
      }),
    );
    deaf.mockRestore();
    await waker.stop();
  });
});

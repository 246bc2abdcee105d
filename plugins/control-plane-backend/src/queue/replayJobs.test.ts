import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  TestQueue,
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { ReplayFilter } from '../domain/job/replay';
import { SystemDatabaseClock } from '../sql/DatabaseClock';
import { MOST_REPLAYED_ON_SQLITE } from './operations/replayJobs';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('replay of many on %s', id => {
  let knex: Knex;
  let test: TestQueue;

  beforeAll(async () => {
    knex = await createJobsDatabase(databases, id);
  });

  beforeEach(async () => {
    await knex('jobs').del();
    await knex('job_leases').del();
    test = createTestQueue(knex);
  });

  /** Enqueues jobs and lets each die in turn. */
  async function bury(...specs: Parameters<TestQueue['enqueue']>) {
    for (const spec of specs) {
      await test.enqueue(spec);
      const [job] = await test.claim(1, ['test', 'other']);
      await test.queue.settle(job, { type: 'terminal', message: 'no' });
    }
  }

  const replay = (filter: Partial<ReplayFilter> = {}) =>
    knex.transaction(tx =>
      test.queue.replayMany(tx, { state: 'dead', limit: 100, ...filter }),
    );

  const readyKeys = async () =>
    (await test.queue.list({ state: 'ready', limit: 100 }))
      .map(({ key }) => key)
      .sort();

  it('takes what died first, up to the limit, and counts the rest', async () => {
    await bury({ key: 'a' }, { key: 'b' }, { key: 'c' });

    const first = await replay({ limit: 2 });
    expect(first).toMatchObject({ left: 1, superseded: 0 });
    expect(await readyKeys()).toEqual(['a', 'b']);
    expect(first.replayed).toMatchObject([
      { state: 'ready', attempt: 0 },
      { state: 'ready', attempt: 0 },
    ]);
    expect(await replay()).toMatchObject({ left: 0, superseded: 0 });
    expect(await readyKeys()).toEqual(['a', 'b', 'c']);
    expect(await replay()).toEqual({ replayed: [], left: 0, superseded: 0 });
  });

  it('takes as many a call as hold nobody up, and all in the end', async () => {
    const jobs = 2 * MOST_REPLAYED_ON_SQLITE + 1;
    await test.enqueue(...Array.from({ length: jobs }, () => ({})));
    await knex('jobs').update({
      outcome: 'dead',
      finished_at: new SystemDatabaseClock().now(knex),
    });

    const replayed: number[] = [];
    let left: number;
    do {
      const result = await replay({ limit: 500 });
      replayed.push(result.replayed.length);
      ({ left } = result);
    } while (left > 0);

    expect(replayed).toEqual(
      id === 'SQLITE_3'
        ? [MOST_REPLAYED_ON_SQLITE, MOST_REPLAYED_ON_SQLITE, 1]
        : [jobs],
    );
    expect((await test.queue.stats()).byKind).toEqual([
      { kind: 'test', state: 'ready', count: jobs },
    ]);
  });

  it.each<[Partial<ReplayFilter>, string[]]>([
    [{ kind: 'other' }, ['c', 'd']],
    [{ group: 'payments' }, ['b', 'd']],
    [{ kind: 'other', group: 'payments' }, ['d']],
    [{ limitKey: 'target:east' }, ['a', 'd']],
    [{ state: 'cancelled' }, ['e']],
  ])('takes by %j no others', async (filter, keys) => {
    await bury(
      { key: 'a', limitKey: 'target:east' },
      { key: 'b', group: 'payments' },
      { key: 'c', kind: 'other' },
      {
        key: 'd',
        kind: 'other',
        group: 'payments',
        limitKey: 'target:east',
      },
    );
    const [{ jobId }] = await test.enqueue({ key: 'e' });
    await knex.transaction(tx => test.queue.cancel(tx, jobId));

    const result = await replay(filter);
    expect(result).toMatchObject({ left: 0, superseded: 0 });
    expect(await readyKeys()).toEqual(keys);
  });

  it('replays the newest of a key, and none while a live one does its work', async () => {
    await bury(
      { key: 'twice', payload: { version: 1 } },
      { key: 'twice', payload: { version: 2 } },
      { key: 'live' },
    );
    await test.enqueue({ key: 'live' });

    const { replayed, ...counts } = await replay();
    expect(replayed).toMatchObject([{ key: 'twice', payload: { version: 2 } }]);
    expect(counts).toEqual({ left: 0, superseded: 2 });
  });

  it('replays nothing that a later job has followed, however that one ended', async () => {
    await bury(
      { key: 'done since' },
      { key: 'cancelled since' },
      { key: 'last' },
    );
    await test.enqueue({ key: 'done since' });
    const [done] = await test.claim(1);
    await test.queue.settle(done, { type: 'done' });
    const [{ jobId }] = await test.enqueue({ key: 'cancelled since' });
    await knex.transaction(tx => test.queue.cancel(tx, jobId));

    expect((await test.queue.overview()).kinds).toMatchObject([{ dead: 1 }]);
    expect((await test.queue.stats()).byKind).toEqual([
      { kind: 'test', state: 'dead', count: 1 },
    ]);
    const dead = await test.queue.list({ state: 'dead', limit: 9 });
    expect(
      (await test.queue.observe(dead)).map(({ key, superseded }) => [
        key,
        superseded,
      ]),
    ).toEqual([
      ['last', false],
      ['cancelled since', true],
      ['done since', true],
    ]);
    expect(await replay()).toMatchObject({
      replayed: [{ key: 'last' }],
      left: 0,
      superseded: 2,
    });
  });

  it('goes by which job ended last, not by which was enqueued last', async () => {
    await bury({ key: 'a', payload: { version: 1 } });
    const [first] = await test.queue.list({ state: 'dead', limit: 1 });
    test.databaseClock.shift(1);
    await bury({ key: 'a', payload: { version: 2 } });
    const [second] = await test.queue.list({ state: 'dead', limit: 1 });
    test.databaseClock.shift(1);

    await knex.transaction(tx => test.queue.replay(tx, first.id));
    const [again] = await test.claim(1);
    await test.queue.settle(again, { type: 'terminal', message: 'still no' });

    expect(await test.queue.lastEnded('test', 'a')).toMatchObject({
      id: first.id,
    });
    const observed = await test.queue.observe([first, second]);
    expect(observed.map(({ superseded }) => superseded)).toEqual([false, true]);
    expect((await test.queue.stats()).byKind).toEqual([
      { kind: 'test', state: 'dead', count: 1 },
    ]);
    expect((await replay()).replayed).toMatchObject([{ id: first.id }]);
  });
});

it('begins anew when an enqueue of the same key comes in between', async () => {
  const knex = await createJobsDatabase(databases, 'POSTGRES_18');
  const test = createTestQueue(knex);
  await test.enqueue({ key: 'a' }, { key: 'b' });
  for (const job of await test.claim(2)) {
    await test.queue.settle(job, { type: 'terminal', message: 'no' });
  }

  // An enqueue whose transaction is still open: the replay waits for it at the index of live keys, and fails there.
  const enqueuing = await knex.transaction();
  await test.queue.enqueue(enqueuing, [
    { kind: 'test', key: 'a', group: 'team-a', payload: {} },
  ]);
  const replaying = knex.transaction(tx =>
    test.queue.replayMany(tx, { state: 'dead', limit: 100 }),
  );
  while (
    (await knex('pg_stat_activity').where({ wait_event_type: 'Lock' }))
      .length === 0
  ) {
    await new Promise(resolve => setImmediate(resolve));
  }
  await enqueuing.commit();

  const { replayed, left, superseded } = await replaying;
  expect(replayed.map(({ key }) => key)).toEqual(['b']);
  expect({ left, superseded }).toEqual({ left: 0, superseded: 1 });
});

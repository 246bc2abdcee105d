import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import {
  TestQueue,
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { JOB_STATES, JobSpec } from '../domain/job/Job';
import { JobOutcome } from '../domain/job/jobOutcome';
import { LocalJobWaker } from './JobWaker';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('DatabaseJobQueue on %s', id => {
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

  const keysOf = (jobs: Array<{ key: string }>) => jobs.map(job => job.key);

  describe('overview', () => {
    it('tells what is due, delayed, running and dead by kind, and who has jobs', async () => {
      await test.enqueue(
        { key: 'a', group: 'payments' },
        { key: 'b', group: 'payments' },
        { key: 'c', group: 'platform', delaySeconds: 600 },
        { key: 'd', group: 'payments', kind: 'other', maxAttempts: 1 },
      );
      const [dead] = await test.claim(1, ['other']);
      await test.queue.settle(dead, { type: 'terminal', message: 'no' });
      await test.claim(1);
      test.databaseClock.shift(60);

      const overview = await test.queue.overview();

      expect(overview).toEqual({
        observedAt: expect.any(Date),
        kinds: [
          { kind: 'other', due: 0, paused: 0, delayed: 0, running: 0, dead: 1 },
          {
            kind: 'test',
            due: 1,
            paused: 0,
            delayed: 1,
            running: 1,
            dead: 0,
            oldestDueSeconds: expect.any(Number),
          },
        ],
        groups: [
          { group: 'payments', waiting: 1, running: 1 },
          { group: 'platform', waiting: 1, running: 0 },
        ],
      });
      expect(overview.kinds[1].oldestDueSeconds).toBeGreaterThanOrEqual(60);
    });

    it('finds the live jobs of a kind by their keys', async () => {
      await test.enqueue({ key: 'a' }, { key: 'b' }, { key: 'c' });
      const [first] = await test.claim(1);
      await test.queue.settle(first, { type: 'done' });

      const live = await test.queue.listLive('test', ['a', 'b', 'x']);

      expect(keysOf(live).sort()).toEqual(
        ['a', 'b'].filter(key => key !== first.key),
      );
    });
  });

  describe('a failed attempt', () => {
    it('says when the next one is at the latest', async () => {
      await test.enqueue({ key: 'a' });
      const [job] = await test.claim(1);
      expect(
        await test.queue.settle(job, {
          type: 'retryable',
          message: 'no route',
          retryAfterSeconds: 90,
        }),
      ).toEqual({ type: 'settled', state: 'ready', retryInSeconds: 90 });
    });
  });

  describe('enqueue', () => {
    it('creates a job that carries what was asked for', async () => {
      const [result] = await test.enqueue({
        key: 'a',
        group: 'payments',
        limitKey: 'eu-1',
        priority: 7,
        payload: { text: `"quoted"\u0000 'and' \\ ü`, list: [1, null] },
        maxAttempts: 5,
      });

      expect(result.type).toBe('created');
      expect(await test.queue.get(result.jobId)).toMatchObject({
        id: result.jobId,
        kind: 'test',
        key: 'a',
        group: 'payments',
        limitKey: 'eu-1',
        priority: 7,
        payload: { text: `"quoted"\u0000 'and' \\ ü`, list: [1, null] },
        state: 'ready',
        attempt: 0,
        maxAttempts: 5,
        runAgain: false,
        runAt: expect.any(Date),
        createdAt: expect.any(Date),
      });
    });

    it('leaves nothing when its transaction rolls back', async () => {
      await expect(
        knex.transaction(async tx => {
          await test.queue.enqueue(tx, [
            { kind: 'test', key: 'a', group: 'g', payload: {} },
          ]);
          throw new Error('changed my mind');
        }),
      ).rejects.toThrow('changed my mind');
      expect(await test.queue.list({ limit: 10 })).toEqual([]);
    });

    it('coalesces with a job that waits: earlier time, higher priority, new payload', async () => {
      const [first] = await test.enqueue({
        key: 'a',
        priority: 5,
        delaySeconds: 60,
        payload: { version: 1 },
      });
      const [second] = await test.enqueue({
        key: 'a',
        priority: 3,
        delaySeconds: 10,
        payload: { version: 2 },
      });
      const [third] = await test.enqueue({
        key: 'a',
        priority: 9,
        delaySeconds: 300,
        payload: { version: 3 },
      });

      expect(second).toEqual({ type: 'coalesced', jobId: first.jobId });
      expect(third).toEqual({ type: 'coalesced', jobId: first.jobId });
      expect(await test.claim(1)).toEqual([]);
      test.databaseClock.shift(15);
      expect(await test.claim(1)).toMatchObject([
        { priority: 9, payload: { version: 3 } },
      ]);
    });

    it('marks a job that runs to run once more, with the new payload', async () => {
      const [first] = await test.enqueue({ key: 'a', payload: { version: 1 } });
      const [claimed] = await test.claim(1);
      expect(await test.enqueue({ key: 'a', payload: { version: 2 } })).toEqual(
        [{ type: 'will_run_again', jobId: first.jobId }],
      );
      expect(await test.claim(1)).toEqual([]);

      expect(await test.queue.settle(claimed, { type: 'done' })).toEqual({
        type: 'settled',
        state: 'ready',
      });
      const [again] = await test.claim(1);
      expect(again).toMatchObject({
        id: first.jobId,
        attempt: 1,
        runAgain: false,
        payload: { version: 2 },
      });
      expect(await test.queue.settle(again, { type: 'done' })).toEqual({
        type: 'settled',
        state: 'done',
      });
    });

    it('creates a new job once the earlier one of the key has finished', async () => {
      const [first] = await test.enqueue({ key: 'a' });
      const [claimed] = await test.claim(1);
      await test.queue.settle(claimed, { type: 'done' });
      const [second] = await test.enqueue({ key: 'a' });

      expect(second.type).toBe('created');
      expect(second.jobId).not.toBe(first.jobId);
    });

    it('folds the specs of one key in one call as if they had come one by one', async () => {
      const results = await test.enqueue(
        { key: 'a', priority: 1, delaySeconds: 60, payload: { version: 1 } },
        { key: 'b' },
        { key: 'a', priority: 4, payload: { version: 2 } },
      );

      expect(results.map(result => result.type)).toEqual([
        'created',
        'created',
        'coalesced',
      ]);
      expect(results[2].jobId).toBe(results[0].jobId);
      expect(await test.claim(10)).toMatchObject([
        { key: 'a', priority: 4, payload: { version: 2 } },
        { key: 'b' },
      ]);
    });

    it('answers in the order of the call what became of each spec', async () => {
      const [running] = await test.enqueue({ key: 'running' });
      await test.claim(1);
      const [waiting] = await test.enqueue({ key: 'waiting' });

      const results = await test.enqueue(
        { key: 'waiting' },
        { key: 'new', limitKey: 'eu-1' },
        { key: 'running' },
        { key: 'added', kind: 'other', priority: 3 },
        { key: 'waiting' },
        { key: 'new' },
      );

      const [added, another] = [results[1].jobId, results[3].jobId];
      expect(results).toEqual([
        { type: 'coalesced', jobId: waiting.jobId },
        { type: 'created', jobId: added },
        { type: 'will_run_again', jobId: running.jobId },
        { type: 'created', jobId: another },
        { type: 'coalesced', jobId: waiting.jobId },
        { type: 'coalesced', jobId: added },
      ]);
      expect(await test.queue.get(added)).toMatchObject({
        kind: 'test',
        key: 'new',
        limitKey: 'eu-1',
        priority: 0,
      });
      expect(await test.queue.get(another)).toMatchObject({
        kind: 'other',
        key: 'added',
        priority: 3,
      });
    });

    it('keeps kinds apart that use the same key', async () => {
      const results = await test.enqueue(
        { kind: 'one', key: 'a' },
        { kind: 'two', key: 'a' },
      );
      expect(results.map(result => result.type)).toEqual([
        'created',
        'created',
      ]);
      expect(await test.claim(10, ['two'])).toMatchObject([{ kind: 'two' }]);
    });

    it('makes one live job of sixteen enqueues of one key at the same time', async () => {
      const results = await Promise.all(
        Array.from({ length: 16 }, () => test.enqueue({ key: 'a' })),
      );

      expect(
        results.filter(([result]) => result.type === 'created'),
      ).toHaveLength(1);
      expect(new Set(results.map(([result]) => result.jobId)).size).toBe(1);
      expect(await test.queue.list({ limit: 20 })).toHaveLength(1);
    });

    it('lets batches that name the same keys in different orders run beside each other', async () => {
      const keys = Array.from({ length: 50 }, (_, index) => `key-${index}`);
      await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          test.enqueue(
            ...(index % 2 ? keys : [...keys].reverse()).map(key => ({ key })),
          ),
        ),
      );
      expect(await test.queue.list({ limit: 100 })).toHaveLength(50);
    });
  });

  describe('claim', () => {
    it('leases what it takes to its owner', async () => {
      await test.enqueue({ key: 'a' });
      const [job] = await test.claim(1);

      expect(job).toMatchObject({
        state: 'leased',
        attempt: 1,
        ticket: expect.any(String),
        lease: { owner: 'test', until: expect.any(Date) },
      });
      expect(job.lease!.until.getTime() - job.claimedAt!.getTime()).toBe(
        30_000,
      );
      expect(await test.claim(1)).toEqual([]);
    });

    it('takes priority, then age, within a group', async () => {
      await test.enqueue({ key: 'old' }, { key: 'older-by-order' });
      await test.enqueue({ key: 'urgent', priority: 10 });
      await test.enqueue({ key: 'idle', priority: -5 });
      await test.enqueue({ key: 'later', priority: 99, delaySeconds: 5 });

      expect(keysOf(await test.claim(10))).toEqual([
        'urgent',
        'old',
        'older-by-order',
        'idle',
      ]);
    });

    it('gives each group its turn however many jobs another has waiting', async () => {
      await test.enqueue(
        ...Array.from({ length: 10_000 }, (_, index) => ({
          key: `many-${index}`,
          group: 'many',
          priority: 100,
        })),
      );
      await test.enqueue({ key: 'lone', group: 'few' });

      expect(keysOf(await test.claim(2)).sort()).toEqual(['lone', 'many-0']);
      await test.enqueue({ key: 'lone-again', group: 'few' });
      expect(keysOf(await test.claim(1))).toEqual(['many-1']);
      await test.enqueue({ key: 'newcomer', group: 'new' });
      expect(keysOf(await test.claim(1))).toEqual(['newcomer']);
    });

    it('shares what runs evenly between groups', async () => {
      const jobsOf = (group: string, count: number) =>
        Array.from({ length: count }, (_, index) => ({
          key: `${group}-${index}`,
          group,
        }));
      await test.enqueue(...jobsOf('a', 6));
      await test.claim(4);
      await test.enqueue(...jobsOf('b', 6));
      await test.enqueue(...jobsOf('c', 1));

      expect(keysOf(await test.claim(1))).toEqual(['b-0']);
      expect(keysOf(await test.claim(5)).sort()).toEqual([
        'a-4',
        'b-1',
        'b-2',
        'b-3',
        'c-0',
      ]);
    });

    it('takes from every one of a great many groups', async () => {
      await test.enqueue(
        ...Array.from({ length: 600 }, (_, index) => ({
          group: `group-${index % 300}`,
        })),
      );
      const first = await test.claim(300);
      expect(new Set(first.map(job => job.group)).size).toBe(300);
      let taken = first.length;
      for (let more = 300; more > 0; taken += more) {
        more = (await test.claim(300)).length;
      }
      expect(taken).toBe(600);
    });

    it('takes nothing of kinds that were not asked for', async () => {
      await test.enqueue({ kind: 'other' });
      expect(await test.claim(10)).toEqual([]);
      expect(await test.claim(10, [])).toEqual([]);
      expect(await test.claim(0, ['other'])).toEqual([]);
      expect(await test.claim(10, ['other', 'test'])).toHaveLength(1);
    });

    it('keeps to the limit of each limit key and fills up with what is free', async () => {
      test = createTestQueue(knex, { config: { limits: { busy: 2 } } });
      await test.enqueue(
        ...['b1', 'b2', 'b3', 'b4'].map(key => ({ key, limitKey: 'busy' })),
        { key: 'f1', limitKey: 'free' },
        { key: 'f2' },
      );

      const first = await test.claim(1);
      expect(keysOf(first)).toEqual(['b1']);
      expect(keysOf(await test.claim(10))).toEqual(['b2', 'f1', 'f2']);
      expect(await test.claim(10)).toEqual([]);
      await test.queue.settle(first[0], { type: 'done' });
      expect(keysOf(await test.claim(10))).toEqual(['b3']);
    });

    it('never exceeds a limit, nor takes a job twice, when many claim at once', async () => {
      test = createTestQueue(knex, { config: { limits: { busy: 3 } } });
      await test.enqueue(
        ...Array.from({ length: 40 }, (_, index) => ({
          group: `group-${index % 4}`,
          limitKey: index % 2 ? 'busy' : undefined,
        })),
      );

      const claims = await Promise.all(
        Array.from({ length: 8 }, () => test.claim(4)),
      );
      const taken = claims.flat();
      expect(new Set(taken.map(job => job.id)).size).toBe(taken.length);
      expect(taken.filter(job => job.limitKey === 'busy')).toHaveLength(3);
      expect(taken).toHaveLength(23);
    });

    it('does not take a job twice when many claim at once without limits', async () => {
      await test.enqueue(...Array.from({ length: 200 }, () => ({})));
      const taken = (
        await Promise.all(Array.from({ length: 8 }, () => test.claim(10)))
      ).flat();
      expect(new Set(taken.map(job => job.id)).size).toBe(taken.length);
      expect(taken.length).toBeGreaterThan(10);
    });
  });

  describe('leases', () => {
    it('stay with their holder as long as they are renewed', async () => {
      await test.enqueue({}, {});
      const jobs = await test.claim(2);
      test.databaseClock.shift(29);
      expect((await test.queue.renew(jobs)).sort()).toEqual(
        jobs.map(job => job.id).sort(),
      );
      test.databaseClock.shift(29);
      expect(await test.queue.rescue()).toEqual([]);
      test.databaseClock.shift(2);
      expect(await test.queue.rescue()).toHaveLength(2);
    });

    it('are lost to whoever claimed the job after a rescue', async () => {
      await test.enqueue({ key: 'a' });
      const [stale] = await test.claim(1);
      test.databaseClock.shift(31);
      await test.queue.rescue();
      test.databaseClock.shift(31);
      const [fresh] = await test.claim(1);

      expect(await test.queue.renew([stale])).toEqual([]);
      expect(await test.queue.settle(stale, { type: 'done' })).toEqual({
        type: 'lost',
      });
      expect(await test.queue.release(stale)).toEqual({ type: 'lost' });
      expect(await test.queue.get(fresh.id)).toMatchObject({
        state: 'leased',
        attempt: 2,
      });
      expect(await test.queue.settle(fresh, { type: 'done' })).toEqual({
        type: 'settled',
        state: 'done',
      });
      expect(await test.queue.settle(fresh, { type: 'done' })).toEqual({
        type: 'lost',
      });
    });

    it('count as attempts when they run out, until the job is dead', async () => {
      await test.enqueue({ key: 'poison', maxAttempts: 3 });
      for (const attempt of [1, 2, 3]) {
        const [job] = await test.claim(1);
        expect(job.attempt).toBe(attempt);
        test.databaseClock.shift(31);
        expect(await test.queue.rescue()).toEqual([job.id]);
        test.databaseClock.shift(60);
      }

      expect(await test.claim(1)).toEqual([]);
      expect(await test.queue.list({ state: 'dead', limit: 5 })).toMatchObject([
        {
          key: 'poison',
          attempt: 3,
          lastError: {
            message: expect.stringContaining('lease of test ran out'),
            retryable: true,
          },
        },
      ]);
    });

    it('are not taken early when the clock steps back', async () => {
      await test.enqueue({});
      const [job] = await test.claim(1);
      test.databaseClock.shift(-3600);
      expect(await test.queue.rescue()).toEqual([]);
      expect(await test.claim(1)).toEqual([]);
      expect(await test.queue.renew([job])).toEqual([job.id]);
    });
  });

  describe('settle', () => {
    const settleOne = async (outcome: JobOutcome, spec?: Partial<JobSpec>) => {
      await test.enqueue({ key: 'a', ...spec });
      const [job] = await test.claim(1);
      const result = await test.queue.settle(job, outcome);
      return { result, job: await test.queue.get(job.id) };
    };

    it('finishes a job that is done', async () => {
      const { result, job } = await settleOne({ type: 'done' });
      expect(result).toEqual({ type: 'settled', state: 'done' });
      expect(job).toMatchObject({
        state: 'done',
        finishedAt: expect.any(Date),
      });
      expect(job).not.toHaveProperty('lease');
    });

    it('backs off after a failure that may pass', async () => {
      const { result, job } = await settleOne({
        type: 'retryable',
        message: 'host \u0000is down',
      });
      expect(result).toMatchObject({ type: 'settled', state: 'ready' });
      expect(job).toMatchObject({
        attempt: 1,
        waitsFor: 'the next try: attempt 1 of 3 failed',
        lastError: { message: 'host is down', retryable: true },
      });
      expect(await test.claim(1)).toEqual([]);
      test.databaseClock.shift(1.2);
      expect(await test.claim(1)).toMatchObject([{ attempt: 2 }]);
    });

    it('waits as long as the other side asked for', async () => {
      await settleOne({
        type: 'retryable',
        message: 'slow down',
        retryAfterSeconds: 120,
      });
      test.databaseClock.shift(119);
      expect(await test.claim(1)).toEqual([]);
      test.databaseClock.shift(2);
      expect(await test.claim(1)).toHaveLength(1);
    });

    it('gives up after the last attempt', async () => {
      const { job } = await settleOne(
        { type: 'retryable', message: 'host is down' },
        { maxAttempts: 1 },
      );
      expect(job).toMatchObject({
        state: 'dead',
        finishedAt: expect.any(Date),
      });
    });

    it('gives up at once when trying again cannot help', async () => {
      const { job } = await settleOne({
        type: 'terminal',
        message: 'no class',
      });
      expect(job).toMatchObject({
        state: 'dead',
        attempt: 1,
        lastError: { message: 'no class', retryable: false },
      });
    });

    it('parks a job without using up an attempt, until its time comes', async () => {
      const { job } = await settleOne({
        type: 'parked',
        waitsFor: 'the pull request to be merged',
        retryAfterSeconds: 60,
      });
      expect(job).toMatchObject({
        state: 'ready',
        attempt: 0,
        waitsFor: 'the pull request to be merged',
      });
      expect(await test.claim(1)).toEqual([]);
      test.databaseClock.shift(61);
      const [again] = await test.claim(1);
      expect(again.attempt).toBe(1);
      expect(again).not.toHaveProperty('waitsFor');
    });

    it('wakes a parked job when its key is enqueued', async () => {
      const { job } = await settleOne({
        type: 'parked',
        waitsFor: 'the merge',
        retryAfterSeconds: 3600,
      });
      expect(await test.enqueue({ key: 'a' })).toEqual([
        { type: 'coalesced', jobId: job!.id },
      ]);
      expect(await test.claim(1)).toHaveLength(1);
    });

    it.each<[string, JobOutcome, number]>([
      ['parks', { type: 'parked', waitsFor: 'x', retryAfterSeconds: 60 }, 1],
      ['fails', { type: 'retryable', message: 'x', retryAfterSeconds: 60 }, 2],
      ['fails for good', { type: 'terminal', message: 'x' }, 1],
    ])(
      'runs a job at once that was enqueued while it ran and then %s',
      async (_, outcome, nextAttempt) => {
        await test.enqueue({ key: 'a' });
        const [job] = await test.claim(1);
        await test.enqueue({ key: 'a' });
        expect(await test.queue.settle(job, outcome)).toMatchObject({
          type: 'settled',
          state: 'ready',
        });
        expect(await test.claim(1)).toMatchObject([
          { id: job.id, attempt: nextAttempt, runAgain: false },
        ]);
      },
    );

    it('tells the workers of other processes of a released job', async () => {
      const waker = new LocalJobWaker();
      test = createTestQueue(knex, { waker });
      await test.enqueue({}, {});
      const [parked, released] = await test.claim(2);
      const announce = jest.spyOn(waker, 'announce');

      await test.queue.settle(parked, {
        type: 'parked',
        waitsFor: 'a push',
        retryAfterSeconds: 0,
      });
      expect(announce).not.toHaveBeenCalled();
      await test.queue.release(released);
      expect(announce).toHaveBeenCalledTimes(1);
    });

    it('gives a released job back with its attempt and its place', async () => {
      await test.enqueue({ key: 'a' }, { key: 'b' });
      const [job] = await test.claim(1);
      expect(await test.queue.release(job)).toEqual({
        type: 'settled',
        state: 'ready',
      });
      const [again] = await test.claim(1);
      expect(again).toMatchObject({ key: 'a', attempt: 1, runAt: job.runAt });
    });

    it('ends many attempts together, each by its own outcome', async () => {
      await test.enqueue({ key: 'a' }, { key: 'b' }, { key: 'c' });
      const [a, b, c] = await test.claim(3);
      const statements: string[] = [];
      knex.on('query', ({ sql }) => statements.push(sql));
      const results = await Promise.all([
        test.queue.settle(a, { type: 'done' }),
        test.queue.settle(b, { type: 'terminal', message: 'x' }),
        test.queue.settle({ ...c, ticket: a.id }, { type: 'done' }),
      ]);
      knex.removeAllListeners('query');

      expect(results).toEqual([
        { type: 'settled', state: 'done' },
        { type: 'settled', state: 'dead' },
        { type: 'lost' },
      ]);
      expect(
        statements.filter(sql => sql.includes('update jobs')),
      ).toHaveLength(2);
    });
  });

  describe('for people', () => {
    const replay = (jobId: string) =>
      knex.transaction(tx => test.queue.replay(tx, jobId));
    const cancel = (jobId: string) =>
      knex.transaction(tx => test.queue.cancel(tx, jobId));

    it('replays a dead job with its attempts reset', async () => {
      await test.enqueue({ key: 'a' });
      const [job] = await test.claim(1);
      await test.queue.settle(job, { type: 'terminal', message: 'broken' });

      expect(await replay(job.id)).toMatchObject({
        state: 'ready',
        attempt: 0,
        lastError: { message: 'broken' },
      });
      expect(await test.claim(1)).toMatchObject([{ id: job.id, attempt: 1 }]);
    });

    it('does not replay a job while a live one does its work', async () => {
      await test.enqueue({ key: 'a' });
      const [job] = await test.claim(1);
      await test.queue.settle(job, { type: 'terminal', message: 'broken' });
      await test.enqueue({ key: 'a' });

      await expect(replay(job.id)).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining('a live job of its kind and key'),
      });
    });

    it('replays only what is dead or cancelled', async () => {
      const [{ jobId }] = await test.enqueue({ key: 'a' });
      await expect(replay(jobId)).rejects.toThrow(
        'expected a dead or cancelled job to replay, got one that is ready',
      );
      await cancel(jobId);
      expect(await replay(jobId)).toMatchObject({ state: 'ready' });
      await expect(replay('nonsense')).rejects.toMatchObject({
        name: 'NotFoundError',
      });
    });

    it('cancels only what waits', async () => {
      const [{ jobId }] = await test.enqueue({ key: 'a' });
      expect(await cancel(jobId)).toMatchObject({
        state: 'cancelled',
        finishedAt: expect.any(Date),
      });
      expect(await test.claim(1)).toEqual([]);
      await expect(cancel(jobId)).rejects.toMatchObject({
        name: 'ConflictError',
      });

      await test.enqueue({ key: 'b' });
      const [running] = await test.claim(1);
      await expect(cancel(running.id)).rejects.toThrow('one that is leased');
      await expect(
        cancel('00000000-0000-7000-8000-000000000000'),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it('lists newest first by page and filter', async () => {
      await test.enqueue(
        ...['a', 'b', 'c', 'd', 'e'].map((key, index) => ({
          key,
          group: index % 2 ? 'odd' : 'even',
          limitKey: `target:${key}`,
        })),
      );
      const first = await test.queue.list({ limit: 2 });
      const second = await test.queue.list({ limit: 2, after: first[1] });

      expect(keysOf([...first, ...second])).toEqual(['e', 'd', 'c', 'b']);
      expect(keysOf(await test.queue.list({ group: 'odd', limit: 9 }))).toEqual(
        ['d', 'b'],
      );
      expect(
        keysOf(await test.queue.list({ limitKey: 'target:c', limit: 9 })),
      ).toEqual(['c']);
      expect(
        await test.queue.list({ kind: 'none', key: 'a', limit: 9 }),
      ).toEqual([]);
      expect(await test.queue.get('nonsense')).toBeUndefined();
    });

    it('lists by state', async () => {
      await test.enqueue(...['done', 'dead', 'leased'].map(key => ({ key })));
      const [done, dead] = await test.claim(3);
      await test.queue.settle(done, { type: 'done' });
      await test.queue.settle(dead, { type: 'terminal', message: 'no' });
      const [{ jobId }] = await test.enqueue({ key: 'cancelled' });
      await knex.transaction(tx => test.queue.cancel(tx, jobId));
      await test.enqueue({ key: 'ready' });

      for (const state of JOB_STATES) {
        expect(keysOf(await test.queue.list({ state, limit: 9 }))).toEqual([
          state,
        ]);
      }
    });

    it('counts what waits, runs and is dead, and how long the oldest has waited', async () => {
      await test.enqueue({}, {}, { kind: 'other', delaySeconds: 500 });
      await test.claim(1);
      test.databaseClock.shift(40);

      const stats = await test.queue.stats();
      expect(stats.byKind).toEqual(
        expect.arrayContaining([
          { kind: 'test', state: 'ready', count: 1 },
          { kind: 'test', state: 'leased', count: 1 },
          { kind: 'other', state: 'ready', count: 1 },
        ]),
      );
      expect(stats.byKind).toHaveLength(3);
      expect(stats.oldestDueSeconds).toBeGreaterThanOrEqual(40);
      expect(stats.oldestDueSeconds).toBeLessThan(60);
    });
  });

  describe('peek', () => {
    it('tells when the next job is due and whether a lease ran out', async () => {
      expect(await test.queue.peek(['test'])).toEqual({ leaseRanOut: false });
      await test.enqueue({ delaySeconds: 50 }, { kind: 'other' });
      const later = await test.queue.peek(['test']);
      expect(later.nextDueSeconds).toBeGreaterThan(45);
      expect(later.nextDueSeconds).toBeLessThanOrEqual(50);

      await test.enqueue({});
      expect(
        (await test.queue.peek(['test'])).nextDueSeconds,
      ).toBeLessThanOrEqual(0);
      await test.claim(1);
      test.databaseClock.shift(31);
      expect(await test.queue.peek(['test'])).toMatchObject({
        leaseRanOut: true,
      });
    });
  });

  describe('purge', () => {
    it('deletes finished jobs after retention, and nothing that lives', async () => {
      await test.enqueue({ key: 'done' }, { key: 'dead' }, { key: 'held' });
      await test.enqueue({ key: 'ready', delaySeconds: 5000 });
      const [done, dead] = await test.claim(3);
      await test.queue.settle(done, { type: 'done' });
      await test.queue.settle(dead, { type: 'terminal', message: 'x' });

      test.databaseClock.shift(29 * 86_400);
      expect(await test.queue.purge()).toBe(0);
      test.databaseClock.shift(2 * 86_400);
      expect(await test.queue.purge()).toBe(2);
      expect(keysOf(await test.queue.list({ limit: 9 })).sort()).toEqual([
        'held',
        'ready',
      ]);
    });

    it('goes by when jobs ended, not by when they were made', async () => {
      await test.enqueue({ key: 'late' });
      const [late] = await test.claim(1);
      await test.enqueue({ key: 'early' });
      const [early] = await test.claim(1);
      await test.queue.settle(early, { type: 'done' });
      test.databaseClock.shift(20 * 86_400);
      await test.queue.settle(late, { type: 'done' });

      test.databaseClock.shift(11 * 86_400);
      expect(await test.queue.purge()).toBe(1);
      expect(keysOf(await test.queue.list({ limit: 9 }))).toEqual(['late']);
    });
  });
});

import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { Knex } from 'knex';
import { FakeClock } from '../__testUtils__/FakeClock';
import { SteppedClock } from '../__testUtils__/SteppedClock';
import {
  TestQueue,
  createJobsDatabase,
  createTestQueue,
} from '../__testUtils__/createTestQueue';
import { ClaimedJob } from '../domain/job/Job';
import { JobHandler, JobHandlers } from './JobHandlers';
import { JobQueueConfig } from './JobQueueConfig';
import { JobWorker } from './JobWorker';
import { AttemptEnd, noJobWorkerEvents } from './JobWorkerEvents';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('JobWorker on %s', id => {
  let knex: Knex;
  let test: TestQueue;
  let clock: FakeClock;
  let workers: JobWorker[];
  let ends: Array<[string, AttemptEnd]>;
  let rescued: number;

  beforeAll(async () => {
    knex = await createJobsDatabase(databases, id);
  });

  beforeEach(async () => {
    await knex('jobs').del();
    await knex('job_leases').del();
    test = createTestQueue(knex);
    clock = new FakeClock();
    workers = [];
    ends = [];
    rescued = 0;
  });

  afterEach(async () => {
    await Promise.all(workers.map(worker => worker.stop({ graceMs: 0 })));
  });

  function startWorker(
    handle: JobHandler,
    options: {
      owner?: string;
      config?: Partial<JobQueueConfig>;
      timeoutSeconds?: number;
    } = {},
  ): JobWorker {
    const worker = new JobWorker({
      ...test,
      config: { ...test.config, ...options.config },
      handlers: new JobHandlers().register('test', handle, options),
      clock,
      logger: mockServices.logger.mock({
        child: () => mockServices.logger.mock(),
      }),
      owner: options.owner ?? 'worker',
      random: () => 0.5,
      events: {
        ...noJobWorkerEvents,
        attemptEnded: (job, end) => ends.push([job.key, end]),
        rescued: count => {
          rescued += count;
        },
      },
    });
    workers.push(worker);
    worker.start();
    return worker;
  }

  /**
   * Starts a worker and tells by its clock when it began its job. The end would not do: the clock goes on while the
   * database takes its time to store the outcome.
   */
  function startTimingWorker(): () => number {
    let began = Infinity;
    startWorker(async () => {
      began = Math.min(began, clock.monotonic());
      return { type: 'done' };
    });
    return () => began;
  }

  /** Enqueues and wakes, as a service does. */
  async function submit(...specs: Parameters<TestQueue['enqueue']>) {
    const results = await test.enqueue(...specs);
    test.queue.wake();
    return results;
  }

  /** Lets real database answers come in, without moving any clock. */
  async function until(condition: () => boolean | Promise<boolean>) {
    const deadline = performance.now() + 30_000;
    while (!(await condition())) {
      if (performance.now() > deadline) {
        throw new Error('Expected the condition to hold within 30 s');
      }
      await new Promise(resolve => setImmediate(resolve));
    }
  }

  /** Moves the worker's clock on in steps, until the condition holds; after each, the loops come to rest. */
  async function advanceUntil(
    condition: () => boolean | Promise<boolean>,
    stepMilliseconds = 1000,
  ) {
    const deadline = performance.now() + 30_000;
    while (!(await condition())) {
      if (performance.now() > deadline) {
        throw new Error('Expected the condition to hold within 30 s');
      }
      await clock.advance(stepMilliseconds);
      await until(atRest);
    }
  }

  /** Both loops of a worker, that of claims and that of leases, wait for the clock. */
  const atRest = () => clock.sleeping >= 2 * workers.length;

  const stateOf = async (jobId: string) => (await test.queue.get(jobId))?.state;

  it('runs what waits at the start and what is enqueued later', async () => {
    await test.enqueue({ key: 'before' });
    startWorker(async () => ({ type: 'done' }));
    await until(() => ends.length === 1);
    await submit({ key: 'after' });
    await until(() => ends.length === 2);

    expect(ends).toEqual([
      ['before', 'done'],
      ['after', 'done'],
    ]);
    expect(await test.queue.list({ state: 'done', limit: 9 })).toHaveLength(2);
  });

  it('runs each of 500 jobs exactly once on two workers beside each other', async () => {
    const runs: string[] = [];
    const handle: JobHandler = async job => {
      runs.push(job.key);
      return { type: 'done' };
    };
    await test.enqueue(
      ...Array.from({ length: 500 }, (_, index) => ({
        key: `job-${index}`,
        group: `group-${index % 7}`,
      })),
    );
    startWorker(handle, { owner: 'one', config: { workers: 20, batch: 20 } });
    startWorker(handle, { owner: 'two', config: { workers: 20, batch: 20 } });
    await advanceUntil(() => ends.length === 500, 10);

    expect(new Set(runs).size).toBe(500);
    expect(runs).toHaveLength(500);
    expect(await test.queue.list({ state: 'done', limit: 600 })).toHaveLength(
      500,
    );
  });

  it('runs no more jobs at a time than it has slots', async () => {
    let running = 0;
    let most = 0;
    startWorker(
      async () => {
        most = Math.max(most, ++running);
        await knex.raw('select 1');
        running -= 1;
        return { type: 'done' };
      },
      { config: { workers: 3 } },
    );
    await submit(...Array.from({ length: 20 }, () => ({})));
    await until(() => ends.length === 20);
    expect(most).toBe(3);
  });

  it('judges what a handler throws', async () => {
    const results = await test.enqueue({ key: 'wrong' }, { key: 'unlucky' });
    startWorker(async job => {
      throw job.key === 'wrong'
        ? new InputError('no region')
        : new Error('host is down');
    });
    await until(() => ends.length === 2);

    expect(await test.queue.get(results[0].jobId)).toMatchObject({
      state: 'dead',
      lastError: { message: 'InputError: no region', retryable: false },
    });
    expect(await test.queue.get(results[1].jobId)).toMatchObject({
      state: 'ready',
      lastError: { message: 'Error: host is down', retryable: true },
    });
  });

  it('lets a poison job die without holding up the others', async () => {
    const [poison] = await test.enqueue({ key: 'poison', maxAttempts: 2 });
    startWorker(async job => {
      if (job.key === 'poison') {
        throw new Error('poison');
      }
      return { type: 'done' };
    });
    await until(() => ends.length === 1);
    await submit({ key: 'healthy' });
    await until(() => ends.some(([key]) => key === 'healthy'));
    test.databaseClock.shift(10);
    await advanceUntil(async () => ends.length === 3);
    expect(await stateOf(poison.jobId)).toBe('dead');
    expect(ends).toEqual([
      ['poison', 'retryable'],
      ['healthy', 'done'],
      ['poison', 'retryable'],
    ]);
  });

  it('runs a delayed job when it falls due, without a wake-up', async () => {
    startWorker(async () => ({ type: 'done' }));
    await until(atRest);
    await submit({ delaySeconds: 3 });
    await clock.advance(2000);
    expect(ends).toEqual([]);
    test.databaseClock.shift(4);
    await advanceUntil(() => ends.length === 1);
  });

  it('finds by its sweep what nobody announced', async () => {
    const began = startTimingWorker();
    await until(atRest);
    await test.enqueue({ key: 'unannounced' });
    await advanceUntil(() => ends.length === 1);
    expect(began()).toBeLessThanOrEqual(7000);
  });

  it('makes one statement a sweep while it is idle', async () => {
    startWorker(async () => ({ type: 'done' }));
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
    expect(statements).toBeGreaterThanOrEqual(8);
    expect(statements).toBeLessThanOrEqual(13);
  });

  it('polls while it cannot hear other processes', async () => {
    jest.spyOn(test.waker, 'hearsOthers').mockReturnValue(false);
    const began = startTimingWorker();
    await until(atRest);
    await test.enqueue({});
    await advanceUntil(() => ends.length === 1, 100);
    expect(began()).toBeLessThanOrEqual(2000);
  });

  it('follows what is done by the next job without a claim of its own', async () => {
    test = createTestQueue(knex, { clock: new SteppedClock() });
    await submit(...Array.from({ length: 40 }, () => ({})));
    const claim = jest.spyOn(test.queue, 'claim');

    startWorker(async () => ({ type: 'done' }), { config: { workers: 2 } });
    await until(() => ends.length === 40);

    expect(new Set(ends.map(([key]) => key)).size).toBe(40);
    expect(claim.mock.calls.length).toBeLessThan(20);
    await until(async () => (await knex('job_leases')).length === 0);
  });

  it('gives back what follows when it stops meanwhile', async () => {
    test = createTestQueue(knex, { clock: new SteppedClock() });
    const [, second] = await submit({ key: 'a' }, { key: 'b' });
    const gate = new Gate();
    const worker = startWorker(gate.handle, { config: { workers: 1 } });
    await until(() => gate.jobs.length === 1);
    const settle = test.queue.settle.bind(test.queue);
    let stopped: Promise<void> | undefined;
    jest
      .spyOn(test.queue, 'settle')
      .mockImplementation((job, outcome, next) => {
        stopped = worker.stop({ graceMs: 10_000 });
        return settle(job, outcome, next);
      });

    gate.open();
    await until(() => stopped !== undefined);
    await stopped;

    expect(gate.jobs).toHaveLength(1);
    expect(await test.queue.get(second.jobId)).toMatchObject({
      state: 'ready',
      attempt: 0,
    });
  });

  it('keeps the leases of long jobs by one statement for all of them', async () => {
    const gate = new Gate();
    startWorker(gate.handle);
    const results = await submit({}, {}, {});
    await until(() => gate.jobs.length === 3);
    let statements = 0;
    knex.on('query', ({ sql }) => {
      statements += sql.includes('update job_leases') ? 1 : 0;
    });
    const renew = jest.spyOn(test.queue, 'renew');
    // The clock waits for each answer: a renewal that is under way for 25 of its seconds would rightly count as lost.
    const renewed = (times: number) => async () => {
      await Promise.all(renew.mock.results.map(({ value }) => value));
      return renew.mock.calls.length === times;
    };
    for (let round = 1; round <= 4; round++) {
      test.databaseClock.shift(10);
      await advanceUntil(renewed(round));
    }
    knex.removeAllListeners('query');
    expect(renew.mock.calls.map(([jobs]) => jobs.length)).toEqual([3, 3, 3, 3]);
    expect(statements).toBe(4);
    expect(await test.queue.rescue()).toEqual([]);
    gate.open();
    await until(() => ends.length === 3);
    expect(ends.map(([, end]) => end)).toEqual(['done', 'done', 'done']);
    expect(await stateOf(results[0].jobId)).toBe('done');
  });

  it('aborts a job whose lease somebody else took, drops its outcome and frees its slot', async () => {
    const gate = new Gate();
    startWorker(gate.handle, { config: { workers: 1 } });
    const [result] = await submit({ key: 'stolen', maxAttempts: 9 });
    await until(() => gate.jobs.length === 1);

    test.databaseClock.shift(31);
    await test.queue.rescue();
    test.databaseClock.shift(60);
    const [thief] = await test.claim(1);
    expect(thief.id).toBe(result.jobId);
    await advanceUntil(() => gate.signals[0].aborted);

    expect(ends).toEqual([['stolen', 'lost']]);
    gate.open();
    await submit({ key: 'next' });
    await until(() => ends.length === 2);
    expect(ends[1]).toEqual(['next', 'done']);
    expect(await test.queue.get(thief.id)).toMatchObject({
      state: 'leased',
      lease: { owner: 'test' },
      attempt: 2,
    });
  });

  it('aborts a job by its own clock when no renewal is confirmed for 25 of 30 seconds', async () => {
    const gate = new Gate();
    jest
      .spyOn(test.queue, 'renew')
      .mockImplementation(() => new Promise(() => {}));
    startWorker(gate.handle);
    await submit({ key: 'cut-off' });
    await until(() => gate.jobs.length === 1);

    await clock.advance(24_000);
    expect(gate.signals[0].aborted).toBe(false);
    await clock.advance(2_000);
    expect(gate.signals[0].aborted).toBe(true);
    expect(gate.signals[0].reason.message).toContain(
      'no renewal was confirmed in time',
    );
    await until(() => ends.length === 1);
    expect(ends).toEqual([['cut-off', 'lost']]);
    gate.open();
  });

  it('aborts an attempt that runs too long and counts it as failed', async () => {
    const gate = new Gate();
    startWorker(gate.handle, { timeoutSeconds: 5, config: { workers: 1 } });
    const [result] = await submit({ key: 'endless', maxAttempts: 1 });
    await until(() => gate.jobs.length === 1);
    await clock.advance(7000);
    await until(() => ends.length === 1);

    expect(gate.signals[0].aborted).toBe(true);
    expect(await test.queue.get(result.jobId)).toMatchObject({
      state: 'dead',
      lastError: { message: 'The attempt ran longer than 5 s and was aborted' },
    });
    gate.open();
  });

  /** A job that a process holds which is no more. */
  async function anOrphan() {
    const results = await test.enqueue({ key: 'orphan' });
    await test.queue.claim({
      owner: 'dead process',
      limit: 1,
      kinds: ['test'],
    });
    return results;
  }

  it('rescues jobs of a process that died', async () => {
    await anOrphan();
    startWorker(async () => ({ type: 'done' }));
    await until(atRest);
    test.databaseClock.shift(32);
    await advanceUntil(() => rescued === 1);
    expect(clock.monotonic()).toBeLessThanOrEqual(7000);
    test.databaseClock.shift(2);
    await advanceUntil(() => ends.length === 1);
    expect(ends).toEqual([['orphan', 'done']]);
  });

  it('rescues them while its own slots are busy and wake-ups keep coming', async () => {
    const [orphan] = await anOrphan();
    test.databaseClock.shift(32);
    const gate = new Gate();
    await test.enqueue({ key: 'long' });
    startWorker(gate.handle, { config: { workers: 1 } });
    await until(() => gate.jobs.length === 1);
    await advanceUntil(() => {
      test.queue.wake();
      return rescued === 1;
    });
    expect(clock.monotonic()).toBeLessThanOrEqual(7000);
    expect(await stateOf(orphan.jobId)).toBe('ready');
    gate.open();
  });

  it('rescues them while every claim comes back full', async () => {
    // Each job leaves its slot and is followed by another one at once.
    const handle: JobHandler = async job => {
      await submit({ key: `after ${job.key}` });
      return { type: 'done' };
    };
    await anOrphan();
    test.databaseClock.shift(32);
    await test.enqueue({ key: 'a' }, { key: 'b' });
    startWorker(handle, { config: { workers: 1 } });
    await until(() => ends.length > 0);
    await clock.advance(7000);
    await until(() => rescued === 1);
  });

  it('rescues them although it can delete no history', async () => {
    const purge = jest
      .spyOn(test.queue, 'purge')
      .mockRejectedValue(new Error('statement timeout'));
    await anOrphan();
    startWorker(async () => ({ type: 'done' }));
    await until(atRest);
    await advanceUntil(() => purge.mock.calls.length > 0, 60_000);
    const failedAt = clock.monotonic();
    test.databaseClock.shift(32);
    await advanceUntil(() => rescued === 1);
    expect(clock.monotonic() - failedAt).toBeLessThanOrEqual(8000);
  });

  it('waits while somebody else is at a lease that ran out', async () => {
    await anOrphan();
    startWorker(async () => ({ type: 'done' }));
    await until(atRest);
    jest.spyOn(test.queue, 'rescue').mockResolvedValue([]);
    const peek = jest.spyOn(test.queue, 'peek');
    test.databaseClock.shift(32);
    await advanceUntil(() => peek.mock.calls.length > 1);
    expect(clock.monotonic()).toBeGreaterThanOrEqual(9000);
  });

  it('writes an outcome once the database answers again', async () => {
    const settle = jest
      .spyOn(test.queue, 'settle')
      .mockRejectedValueOnce(new Error('connection refused'));
    startWorker(async () => ({ type: 'done' }));
    const [result] = await submit({ key: 'a' });
    await advanceUntil(() => ends.length === 1, 100);
    expect(settle).toHaveBeenCalledTimes(2);
    expect(await stateOf(result.jobId)).toBe('done');
  });

  it('goes on after the database failed a claim', async () => {
    jest
      .spyOn(test.queue, 'claim')
      .mockRejectedValueOnce(new Error('connection refused'));
    await test.enqueue({ key: 'a' });
    startWorker(async () => ({ type: 'done' }));
    await advanceUntil(() => ends.length === 1, 100);
    expect(ends).toEqual([['a', 'done']]);
  });

  describe('at shutdown', () => {
    it('lets running jobs finish and claims no more', async () => {
      const gate = new Gate();
      const worker = startWorker(gate.handle, { config: { workers: 1 } });
      const results = await submit({ key: 'running' }, { key: 'waiting' });
      await until(() => gate.jobs.length === 1);

      const stopped = worker.stop({ graceMs: 20_000 });
      await clock.advance(10_000);
      expect(gate.signals[0].aborted).toBe(false);
      gate.open();
      await stopped;
      expect(await stateOf(results[0].jobId)).toBe('done');
      expect(await stateOf(results[1].jobId)).toBe('ready');
      expect(gate.jobs).toHaveLength(1);
    });

    it('aborts and releases what does not finish in time, without counting the attempt', async () => {
      const heeding = new Gate();
      const deaf = new Gate();
      const worker = startWorker((job, context) =>
        job.key === 'heeding'
          ? Promise.race([
              heeding.handle(job, context),
              new Promise<never>((_, reject) => {
                context.signal.addEventListener('abort', () =>
                  reject(context.signal.reason),
                );
              }),
            ])
          : deaf.handle(job, context),
      );
      await submit({ key: 'heeding' }, { key: 'deaf' });
      await until(() => heeding.jobs.length + deaf.jobs.length === 2);

      const stopped = worker.stop({ graceMs: 10_000 });
      await clock.advance(8_900);
      expect(deaf.signals[0].aborted).toBe(false);
      await clock.advance(200);
      expect(deaf.signals[0].aborted).toBe(true);
      await clock.advance(1_000);
      await stopped;

      expect(ends.sort()).toEqual([
        ['deaf', 'released'],
        ['heeding', 'released'],
      ]);
      expect(await test.queue.list({ limit: 9 })).toMatchObject([
        { state: 'ready', attempt: 0 },
        { state: 'ready', attempt: 0 },
      ]);
      deaf.open();
    });
  });
});

/** A handler whose attempts last until the gate is opened. */
class Gate {
  readonly jobs: ClaimedJob[] = [];
  readonly signals: AbortSignal[] = [];
  #open: () => void = () => {};
  readonly #opened = new Promise<void>(resolve => {
    this.#open = resolve;
  });

  readonly handle: JobHandler = async (job, { signal }) => {
    this.jobs.push(job);
    this.signals.push(signal);
    await this.#opened;
    return { type: 'done' };
  };

  open(): void {
    this.#open();
  }
}

import { isError } from '@backstage/errors';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Knex } from 'knex';
import { ClaimedJob, JobState } from '../../domain/job/Job';
import { JobOutcome } from '../../domain/job/jobOutcome';
import { PauseName } from '../../domain/job/Pause';
import { createTestQueue, TestQueue } from '../createTestQueue';
import { SteppedClock } from '../SteppedClock';
import { SteppedDatabaseClock } from '../SteppedDatabaseClock';
import { ModelCheck, modelCheckOf, ModelRuns } from './ModelCheck';

const LEASE_SECONDS = 30;
const MAX_ATTEMPTS = 2;

interface ModelJob {
  id: string;
  key: string;
  state: JobState;
  attempt: number;
  priority: number;
  version: number;
  runAt: number;
  runAgainAt?: number;
  leaseUntil?: number;
}

/** What the model's pauses name: everything, or the jobs of one key, which stands as their limit key, too. */
const PAUSES: PauseName[] = [
  { scope: 'kind', name: 'test' },
  { scope: 'group', name: 'team-a' },
  { scope: 'limit', name: 'a' },
  { scope: 'limit', name: 'b' },
];

/** What the queue promises, without a database: times are whole seconds that only the commands move. */
class QueueModel {
  now = 0;
  readonly jobs: ModelJob[] = [];
  /** Every claim ever made, with the model's word on whether its ticket still holds. */
  readonly claims: Array<{ claimed: ClaimedJob; holds: boolean }> = [];
  versions = 0;
  readonly pauses = new Set<PauseName>();

  live(key: string): ModelJob | undefined {
    return this.jobs.find(
      job => job.key === key && ['ready', 'leased'].includes(job.state),
    );
  }

  due(): ModelJob[] {
    return this.jobs
      .filter(
        job =>
          job.state === 'ready' &&
          job.runAt <= this.now &&
          ![...this.pauses].some(
            ({ scope, name }) => scope !== 'limit' || name === job.key,
          ),
      )
      .sort((a, b) => b.priority - a.priority || a.runAt - b.runAt);
  }

  /** An attempt ends; a job that was enqueued meanwhile goes on as if that had come just afterwards. */
  end(job: ModelJob, to: { state: JobState; attempt: number; runAt?: number }) {
    const again = job.runAgainAt;
    job.leaseUntil = undefined;
    job.runAgainAt = undefined;
    job.state = to.state;
    job.attempt = to.attempt;
    job.runAt = to.runAt ?? job.runAt;
    if (again !== undefined) {
      job.runAt = to.state === 'ready' ? Math.min(job.runAt, again) : again;
      job.attempt = to.state === 'ready' ? to.attempt : 0;
      job.state = 'ready';
    }
    this.claims
      .filter(({ claimed }) => claimed.id === job.id)
      .forEach(claim => {
        claim.holds = false;
      });
  }

  fail(job: ModelJob, delay: number) {
    this.end(
      job,
      job.attempt >= MAX_ATTEMPTS
        ? { state: 'dead', attempt: job.attempt }
        : { state: 'ready', attempt: job.attempt, runAt: this.now + delay },
    );
  }
}

/** The queue by clocks that only commands and looks move: a machine that stalls changes nothing. */
interface SteppedQueue extends TestQueue {
  clock: SteppedClock;
}

function createSteppedQueue(knex: Knex): SteppedQueue {
  const clock = new SteppedClock();
  return {
    ...createTestQueue(knex, {
      config: { maxAttempts: MAX_ATTEMPTS, leaseSeconds: LEASE_SECONDS },
      clock,
      databaseClock: new SteppedDatabaseClock(),
    }),
    clock,
  };
}

type Command = fc.AsyncCommand<QueueModel, SteppedQueue>;

const always = () => true;

const command = (
  name: string,
  run: (model: QueueModel, test: SteppedQueue) => Promise<void>,
): Command => ({ check: always, run, toString: () => name });

const enqueue = (key: string, priority: number, delay: number) =>
  command(`enqueue ${key} p${priority} +${delay}s`, async (model, test) => {
    const version = ++model.versions;
    const [result] = await test.enqueue({
      key,
      limitKey: key,
      priority,
      delaySeconds: delay,
      payload: { version },
    });
    const runAt = model.now + delay;
    const live = model.live(key);
    if (!live) {
      assert.equal(result.type, 'created');
      model.jobs.push({
        id: result.jobId,
        key,
        state: 'ready',
        attempt: 0,
        priority,
        version,
        runAt,
      });
      return;
    }
    live.priority = Math.max(live.priority, priority);
    live.version = version;
    if (live.state === 'leased') {
      live.runAgainAt = Math.min(live.runAgainAt ?? Infinity, runAt);
    } else {
      live.runAt = Math.min(live.runAt, runAt);
    }
    assert.deepEqual(result, {
      type: live.state === 'leased' ? 'will_run_again' : 'coalesced',
      jobId: live.id,
    });
  });

const claim = (limit: number) =>
  command(`claim ${limit}`, async (model, test) => {
    const claimed = await test.claim(limit);
    const due = model.due();
    assert.equal(claimed.length, Math.min(limit, due.length));
    claimed.forEach((job, index) => {
      // Jobs that were due at the same second may come in either order.
      assert.equal(job.priority, due[index].priority);
      take(model, job);
    });
  });

/** A job was claimed that is due. */
function take(model: QueueModel, claimed: ClaimedJob): void {
  const job = model.due().find(({ id }) => id === claimed.id);
  assert(job, `${claimed.id} is not due`);
  assert.deepEqual(claimed.payload, { version: job.version });
  job.state = 'leased';
  job.attempt += 1;
  job.leaseUntil = model.now + LEASE_SECONDS;
  assert.equal(claimed.attempt, job.attempt);
  model.claims.push({ claimed, holds: true });
}

/** Acts with the ticket of some claim, old or new. */
const withTicket = (
  name: string,
  which: number,
  act: (
    model: QueueModel,
    test: SteppedQueue,
    held: { claimed: ClaimedJob; job: ModelJob; holds: boolean },
  ) => Promise<void>,
) =>
  command(`${name} #${which}`, async (model, test) => {
    const entry = model.claims[which % model.claims.length];
    const job = model.jobs.find(({ id }) => id === entry?.claimed.id);
    if (entry && job) {
      await act(model, test, { ...entry, job });
    }
  });

const settle = (which: number, outcome: JobOutcome, wantsNext: boolean) =>
  withTicket(`settle ${outcome.type}`, which, async (model, test, held) => {
    const { job, claimed, holds } = held;
    const { next, ...result } = await test.queue.settle(
      claimed,
      outcome,
      wantsNext ? { owner: 'test', kinds: ['test'] } : undefined,
    );
    if (holds) {
      settleInModel(model, job, outcome);
      assert(result.type === 'settled');
      assert.equal(result.state, job.state);
    } else {
      assert.deepEqual(result, { type: 'lost' });
    }
    if (next) {
      assert(wantsNext);
      take(model, next);
    }
  });

function settleInModel(model: QueueModel, job: ModelJob, outcome: JobOutcome) {
  switch (outcome.type) {
    case 'done':
      model.end(job, { state: 'done', attempt: job.attempt });
      break;
    case 'terminal':
      model.end(job, { state: 'dead', attempt: job.attempt });
      break;
    case 'parked':
      model.end(job, {
        state: 'ready',
        attempt: job.attempt - 1,
        runAt: model.now + outcome.retryAfterSeconds,
      });
      break;
    case 'retryable':
      model.fail(job, outcome.retryAfterSeconds ?? 0);
      break;
    // no default: every outcome is covered
  }
}

const release = (which: number) =>
  withTicket('release', which, async (model, test, { job, claimed, holds }) => {
    const result = await test.queue.release(claimed);
    assert.equal(result.type, holds ? 'settled' : 'lost');
    if (holds) {
      model.end(job, { state: 'ready', attempt: job.attempt - 1 });
    }
  });

const renew = (which: number) =>
  withTicket('renew', which, async (model, test, { job, claimed, holds }) => {
    const renewed = await test.queue.renew([claimed]);
    assert.deepEqual([...renewed], holds ? [job.id] : []);
    if (holds) {
      job.leaseUntil = model.now + LEASE_SECONDS;
    }
  });

const rescue = command('rescue', async (model, test) => {
  const expired = model.jobs.filter(
    job => job.leaseUntil !== undefined && job.leaseUntil <= model.now,
  );
  const rescued = await test.queue.rescue();
  assert.deepEqual([...rescued].sort(), expired.map(job => job.id).sort());
  // The test queue's back-off waits half of 2 s after the first attempt; commands move time by whole tens.
  expired.forEach(job => model.fail(job, 1));
});

const pass = (seconds: number) =>
  command(`+${seconds}s`, async (model, test) => {
    model.now += seconds;
    test.databaseClock.shift(seconds);
    test.clock.advance(seconds * 1000);
  });

const byPerson = (name: 'replay' | 'cancel', which: number) =>
  command(`${name} #${which}`, async (model, test) => {
    const job = model.jobs[which % model.jobs.length];
    if (!job) {
      return;
    }
    const allowed =
      name === 'cancel'
        ? job.state === 'ready'
        : ['dead', 'cancelled'].includes(job.state) && !model.live(job.key);
    const done = test.knex.transaction(tx => test.queue[name](tx, job.id));
    if (!allowed) {
      await assert.rejects(
        done,
        error => isError(error) && error.name === 'ConflictError',
      );
      return;
    }
    await done;
    if (name === 'cancel') {
      job.state = 'cancelled';
    } else {
      Object.assign(job, { state: 'ready', attempt: 0, runAt: model.now });
    }
  });

const pause = (name: PauseName) =>
  command(`pause ${name.scope} ${name.name}`, async (model, test) => {
    await test.knex.transaction(tx =>
      test.queue.pause(tx, { ...name, reason: 'x', by: 'y' }),
    );
    model.pauses.add(name);
  });

const resume = (name: PauseName) =>
  command(`resume ${name.scope} ${name.name}`, async (model, test) => {
    const ended = await test.knex.transaction(tx =>
      test.queue.resume(tx, name),
    );
    assert.equal(ended !== undefined, model.pauses.delete(name));
  });

/** What lets an idle worker look again at once must be there to be claimed. */
const peek = command('peek', async (model, test) => {
  const { nextDueSeconds = Infinity } = await test.queue.peek(['test']);
  assert.equal(nextDueSeconds <= 0, model.due().length > 0);
});

// Arrays are made anew where they are compared: the driver's own may come from another realm of the test runner.
const agree = command('agree', async (model, test) => {
  const actual = await test.queue.list({ limit: 1000 });
  assert.deepEqual(
    Array.from(actual, ({ id, state, attempt, runAgain }) => ({
      id,
      state,
      attempt,
      runAgain,
    })),
    [...model.jobs].reverse().map(({ id, state, attempt, runAgainAt }) => ({
      id,
      state,
      attempt,
      runAgain: runAgainAt !== undefined,
    })),
  );
});

const which = fc.nat({ max: 7 });
// Tens of seconds, so that the milliseconds by which looks move the clocks decide nothing.
const tens = fc.constantFrom(0, 10, 20, 60);
const outcome = fc.oneof(
  fc.constant<JobOutcome>({ type: 'done' }),
  fc.constant<JobOutcome>({ type: 'terminal', message: 'x' }),
  fc.record({
    type: fc.constant('parked' as const),
    waitsFor: fc.constant('x'),
    retryAfterSeconds: fc.constantFrom(5, 15),
  }),
  fc.record({
    type: fc.constant('retryable' as const),
    message: fc.constant('x'),
    retryAfterSeconds: fc.constantFrom(5, 15),
  }),
);

const queueCommands = fc.commands(
  [
    fc
      .tuple(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 2 }), tens)
      .map(([key, priority, delay]) => enqueue(key, priority, delay)),
    fc.integer({ min: 1, max: 3 }).map(claim),
    fc
      .tuple(which, outcome, fc.boolean())
      .map(([index, said, wantsNext]) => settle(index, said, wantsNext)),
    which.map(release),
    which.map(renew),
    fc.constant(rescue),
    fc.constantFrom(10, 40).map(pass),
    which.map(index => byPerson('replay', index)),
    which.map(index => byPerson('cancel', index)),
    fc.constantFrom(...PAUSES).map(pause),
    fc.constantFrom(...PAUSES).map(resume),
    fc.constant(peek),
    fc.constant(agree),
  ],
  { size: '+1', maxCommands: 40 },
);

/**
 * Runs sequences of commands against the queue and its model, and ends with the first in which they differ.
 *
 * @param knex - a database with the tables of the queue, which are emptied before each sequence.
 * @returns how that went, with the sequence that failed made as short as it gets.
 */
export async function checkQueueModel(
  knex: Knex,
  runs: ModelRuns,
): Promise<ModelCheck> {
  const details = await fc.check(
    fc.asyncProperty(queueCommands, async run => {
      await knex('jobs').del();
      await knex('job_leases').del();
      await knex('job_pauses').del();
      await fc.asyncModelRun(
        () => ({
          model: new QueueModel(),
          real: createSteppedQueue(knex),
        }),
        run,
      );
    }),
    runs,
  );
  return modelCheckOf(details);
}

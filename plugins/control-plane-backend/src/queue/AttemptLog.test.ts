import { ClaimedJob } from '../domain/job/Job';
import { JobOutcome } from '../domain/job/jobOutcome';
import { AttemptLog } from './AttemptLog';
import { SettleResult } from './JobQueue';

const AT = new Date('2026-11-22T10:00:00Z');

const job: ClaimedJob = {
  id: '00000000-0000-7000-8000-000000000001',
  kind: 'test',
  key: 'a',
  group: 'team-a',
  priority: 0,
  payload: {},
  state: 'leased',
  attempt: 2,
  maxAttempts: 3,
  runAt: AT,
  createdAt: AT,
  runAgain: false,
  ticket: 'ticket',
};

function attempt(): AttemptLog {
  return new AttemptLog(job, { now: () => AT });
}

describe('AttemptLog', () => {
  it('tells how the attempt began and what the handler said, with its attempt and instant', () => {
    const log = attempt();
    log.warn('The host answers slowly');
    expect(log.lines).toEqual([
      {
        jobId: job.id,
        attempt: 2,
        at: AT,
        level: 'info',
        message: 'Attempt 2 of 3 began',
      },
      {
        jobId: job.id,
        attempt: 2,
        at: AT,
        level: 'warn',
        message: 'The host answers slowly',
      },
    ]);
  });

  it.each<[string, JobOutcome | undefined, SettleResult, string, string]>([
    [
      'an end',
      { type: 'done' },
      { type: 'settled', state: 'done' },
      'info',
      'Done',
    ],
    [
      'an end with another run',
      { type: 'done' },
      { type: 'settled', state: 'ready' },
      'info',
      'Done; runs once more, because somebody asked meanwhile',
    ],
    [
      'a wait',
      { type: 'parked', waitsFor: 'the lane', retryAfterSeconds: 600 },
      { type: 'settled', state: 'ready' },
      'info',
      'Waits for the lane; looks again in 10 min at the latest',
    ],
    [
      'a failure that is tried again',
      { type: 'retryable', message: 'no route' },
      { type: 'settled', state: 'ready', retryInSeconds: 3.2 },
      'warn',
      'Failed, and is tried again in 4 s at the latest: no route',
    ],
    [
      'the last failure',
      { type: 'retryable', message: 'no route' },
      { type: 'settled', state: 'dead' },
      'error',
      'Failed for good after 2 attempts: no route',
    ],
    [
      'a failure that nothing mends',
      { type: 'terminal', message: 'no such branch' },
      { type: 'settled', state: 'dead' },
      'error',
      'Failed for good: no such branch',
    ],
    [
      'a failure that is asked for again',
      { type: 'terminal', message: 'no such branch' },
      { type: 'settled', state: 'ready' },
      'error',
      'Failed, and runs once more, because somebody asked meanwhile: no such branch',
    ],
    [
      'a lost lease',
      { type: 'done' },
      { type: 'lost' },
      'warn',
      'Lost its lease; whoever has it now goes on',
    ],
    [
      'a release',
      undefined,
      { type: 'settled', state: 'ready' },
      'info',
      'Was given back unfinished: the process shuts down',
    ],
  ])('words %s', (_, outcome, result, level, message) => {
    const log = attempt();
    log.info('What the handler told');
    log.ended(outcome, result);
    expect(log.lines.at(-1)).toMatchObject({ level, message });
  });

  it('keeps nothing of an attempt that ended well and had nothing to tell', () => {
    const log = attempt();
    log.ended({ type: 'done' }, { type: 'settled', state: 'done' });
    expect(log.lines).toEqual([]);
  });

  it('keeps the beginning and the end of an attempt that told nothing and failed', () => {
    const log = attempt();
    log.ended(
      { type: 'terminal', message: 'No such branch' },
      { type: 'settled', state: 'dead' },
    );
    expect(log.lines.map(({ message }) => message)).toEqual([
      'Attempt 2 of 3 began',
      'Failed for good: No such branch',
    ]);
  });

  it('keeps the end of an attempt that tells too much', () => {
    const log = attempt();
    for (let line = 0; line < 1000; line += 1) {
      log.info(`line ${line}`);
    }
    log.ended({ type: 'done' }, { type: 'settled', state: 'done' });
    expect(log.lines.length).toBeLessThanOrEqual(101);
    expect(log.lines.at(-1)?.message).toBe('Done');
  });
});

import { JobOutcome } from './jobOutcome';
import {
  Settlement,
  determineRelease,
  determineSettlement,
} from './settlement';

const options = {
  random: 0.5,
  backoff: { backoffSeconds: 2, maxBackoffSeconds: 600 },
};

describe('determineSettlement', () => {
  it.each<[string, number, JobOutcome, Settlement]>([
    ['a finished job', 1, { type: 'done' }, { state: 'done', attempt: 1 }],
    [
      'a parked job, whose attempt is given back',
      3,
      { type: 'parked', waitsFor: 'the merge', retryAfterSeconds: 60 },
      { state: 'ready', attempt: 2, delaySeconds: 60, waitsFor: 'the merge' },
    ],
    [
      'a failure with attempts left',
      2,
      { type: 'retryable', message: 'host is down' },
      {
        state: 'ready',
        attempt: 2,
        delaySeconds: 2,
        waitsFor: 'the next try: attempt 2 of 3 failed',
        error: { message: 'host is down', retryable: true },
      },
    ],
    [
      'a failure that says when to come back',
      1,
      { type: 'retryable', message: 'too many', retryAfterSeconds: 90 },
      {
        state: 'ready',
        attempt: 1,
        delaySeconds: 90,
        waitsFor: 'the next try: attempt 1 of 3 failed',
        error: { message: 'too many', retryable: true },
      },
    ],
    [
      'a failure of the last attempt',
      3,
      { type: 'retryable', message: 'host is down' },
      {
        state: 'dead',
        attempt: 3,
        error: { message: 'host is down', retryable: true },
      },
    ],
    [
      'a failure that trying again cannot mend',
      1,
      { type: 'terminal', message: 'no such class' },
      {
        state: 'dead',
        attempt: 1,
        error: { message: 'no such class', retryable: false },
      },
    ],
  ])('judges %s', (_, attempt, outcome, expected) => {
    expect(
      determineSettlement({ attempt, maxAttempts: 3 }, outcome, options),
    ).toEqual(expected);
  });

  it('gives the attempt of a released job back and leaves its due time alone', () => {
    expect(determineRelease({ attempt: 2, maxAttempts: 3 })).toEqual({
      state: 'ready',
      attempt: 1,
    });
  });
});

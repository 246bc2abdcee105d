import { Clock } from '../clock';
import { ClaimedJob, JobState } from '../domain/job/Job';
import { JobOutcome } from '../domain/job/jobOutcome';
import { SettleResult } from './JobQueue';
import { JobLog, JobLogLevel, JobLogLine } from './JobLog';

/** Lines that one attempt may tell; a handler that loops must not push the others out. */
const MOST_LINES = 100;

/** Collects what one attempt tells, with how it began and ended, to be written at once. */
export class AttemptLog implements JobLog {
  readonly #told: JobLogLine[] = [];
  readonly #job: ClaimedJob;
  readonly #clock: Pick<Clock, 'now'>;
  #isUneventful = true;

  constructor(job: ClaimedJob, clock: Pick<Clock, 'now'>) {
    this.#job = job;
    this.#clock = clock;
  }

  /**
   * What there is to keep. Nothing of an attempt that ended well and had nothing to tell: the job's row says all there
   * is, and such jobs can be a thousand a second.
   */
  get lines(): JobLogLine[] {
    if (this.#isUneventful) {
      return [];
    }
    const { attempt, maxAttempts, claimedAt } = this.#job;
    return [
      this.#line(
        claimedAt ?? this.#clock.now(),
        'info',
        `Attempt ${attempt} of ${maxAttempts} began`,
      ),
      ...this.#told,
    ];
  }

  info(message: string): void {
    this.#add('info', message);
  }

  warn(message: string): void {
    this.#add('warn', message);
  }

  error(message: string): void {
    this.#add('error', message);
  }

  /** Tells how the attempt ended; `outcome` is absent when the job was given back unfinished. */
  ended(outcome: JobOutcome | undefined, result: SettleResult): void {
    if (
      this.#isUneventful &&
      outcome?.type === 'done' &&
      result.type === 'settled' &&
      result.state === 'done'
    ) {
      return;
    }
    if (result.type === 'lost') {
      this.#last('warn', 'Lost its lease; whoever has it now goes on');
      return;
    }
    if (!outcome) {
      this.#last('info', 'Was given back unfinished: the process shuts down');
      return;
    }
    this.#last(...wordsOf(this.#job, outcome, result));
  }

  #add(level: JobLogLevel, message: string): void {
    // One place is for how it began.
    if (this.#told.length < MOST_LINES - 1) {
      this.#last(level, message);
    }
  }

  #last(level: JobLogLevel, message: string): void {
    this.#isUneventful = false;
    this.#told.push(this.#line(this.#clock.now(), level, message));
  }

  #line(at: Date, level: JobLogLevel, message: string): JobLogLine {
    const { id: jobId, attempt } = this.#job;
    return { jobId, attempt, at, level, message };
  }
}

function wordsOf(
  job: ClaimedJob,
  outcome: JobOutcome,
  result: { state: JobState; retryInSeconds?: number },
): [JobLogLevel, string] {
  switch (outcome.type) {
    case 'done':
      return result.state === 'ready'
        ? ['info', 'Done; runs once more, because somebody asked meanwhile']
        : ['info', 'Done'];
    case 'parked':
      return [
        'info',
        `Waits for ${outcome.waitsFor}; looks again in ${inWords(
          outcome.retryAfterSeconds,
        )} at the latest`,
      ];
    case 'retryable':
      return result.retryInSeconds === undefined
        ? [
            'error',
            `Failed for good after ${job.attempt} attempts: ${outcome.message}`,
          ]
        : [
            'warn',
            `Failed, and is tried again in ${inWords(
              result.retryInSeconds,
            )} at the latest: ${outcome.message}`,
          ];
    case 'terminal':
      return [
        'error',
        result.state === 'ready'
          ? `Failed, and runs once more, because somebody asked meanwhile: ${outcome.message}`
          : `Failed for good: ${outcome.message}`,
      ];
    default: {
      const unreachable: never = outcome;
      throw new Error(`Unknown outcome ${unreachable}`);
    }
  }
}

function inWords(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 120 ? `${whole} s` : `${Math.ceil(whole / 60)} min`;
}

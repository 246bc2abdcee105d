import { Counter, Histogram, Meter, UpDownCounter } from '@opentelemetry/api';
import { ClaimedJob } from '../domain/job/Job';
import { AttemptEnd, JobWorkerEvents } from '../queue/JobWorkerEvents';
import { durationInSeconds } from './durationBuckets';

const ENDS = {
  done: true,
  parked: true,
  retryable: true,
  terminal: true,
  lost: true,
  released: true,
} satisfies Record<AttemptEnd, true>;

/**
 * Counts and times attempts at jobs.
 *
 * @remarks
 * Every counter is there with 0 from the start: Prometheus cannot see the growth of a series that begins at 1, so the first lost lease of a
 * process would be seen by no alert.
 */
export class OtelJobWorkerEvents implements JobWorkerEvents {
  readonly #running: UpDownCounter;
  readonly #waits: Histogram;
  readonly #retries: Counter;
  readonly #attempts: Counter;
  readonly #duration: Histogram;
  readonly #rescued: Counter;
  readonly #purged: Counter;

  /** @param options - `kinds` are those of the jobs that this process works at. */
  static create(options: {
    meter: Meter;
    kinds: readonly string[];
  }): OtelJobWorkerEvents {
    const events = new OtelJobWorkerEvents(options.meter);
    events.#beginAtZero(options.kinds);
    return events;
  }

  private constructor(meter: Meter) {
    this.#running = meter.createUpDownCounter('control_plane_jobs_running', {
      description: 'Attempts under way in this process, by kind',
    });
    this.#waits = meter.createHistogram('control_plane_job_wait_seconds', {
      description: 'Time from when a job was due until a worker claimed it',
      ...durationInSeconds,
    });
    this.#retries = meter.createCounter('control_plane_job_retries_total', {
      description:
        'Attempts that failed and are followed by another one, by kind',
    });
    this.#attempts = meter.createCounter('control_plane_job_attempts_total', {
      description: 'Attempts that ended, by kind and end',
    });
    this.#duration = meter.createHistogram(
      'control_plane_job_attempt_duration_seconds',
      { description: 'Duration of one attempt at a job', ...durationInSeconds },
    );
    this.#rescued = meter.createCounter('control_plane_jobs_rescued_total', {
      description: 'Jobs taken back after their lease had run out',
    });
    this.#purged = meter.createCounter('control_plane_jobs_purged_total', {
      description: 'Finished jobs deleted after their retention',
    });
  }

  #beginAtZero(kinds: readonly string[]): void {
    for (const kind of kinds) {
      this.#running.add(0, { kind });
      this.#retries.add(0, { kind });
      Object.keys(ENDS).forEach(end => this.#attempts.add(0, { kind, end }));
    }
    this.#rescued.add(0);
    this.#purged.add(0);
  }

  attemptStarted({ kind, runAt, claimedAt }: ClaimedJob): void {
    this.#running.add(1, { kind });
    if (claimedAt) {
      // Both are times of the database, so no clock of a process comes in.
      this.#waits.record(
        Math.max(0, claimedAt.getTime() - runAt.getTime()) / 1000,
        { kind },
      );
    }
  }

  attemptEnded(
    { kind, attempt, maxAttempts }: ClaimedJob,
    end: AttemptEnd,
    seconds: number,
  ): void {
    this.#running.add(-1, { kind });
    this.#attempts.add(1, { kind, end });
    if (end === 'retryable' && attempt < maxAttempts) {
      this.#retries.add(1, { kind });
    }
    this.#duration.record(seconds, { kind, end });
  }

  rescued(count: number): void {
    this.#rescued.add(count);
  }

  purged(count: number): void {
    this.#purged.add(count);
  }
}

import { Counter, Histogram, Meter, UpDownCounter } from '@opentelemetry/api';
import { ClaimedJob } from '../domain/job/Job';
import { AttemptEnd, JobWorkerEvents } from '../queue/JobWorkerEvents';
import { durationInSeconds } from './durationBuckets';

/** Counts and times attempts at jobs. */
export class OtelJobWorkerEvents implements JobWorkerEvents {
  readonly #running: UpDownCounter;
  readonly #waits: Histogram;
  readonly #retries: Counter;
  readonly #attempts: Counter;
  readonly #duration: Histogram;
  readonly #rescued: Counter;
  readonly #purged: Counter;

  static create(meter: Meter): OtelJobWorkerEvents {
    return new OtelJobWorkerEvents(meter);
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
      description: 'Attempts that began after a failed one, by kind',
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

  attemptStarted({ kind, attempt, runAt, claimedAt }: ClaimedJob): void {
    this.#running.add(1, { kind });
    if (attempt > 1) {
      this.#retries.add(1, { kind });
    }
    if (claimedAt) {
      // Both are times of the database, so no clock of a process comes in.
      this.#waits.record(
        Math.max(0, claimedAt.getTime() - runAt.getTime()) / 1000,
        { kind },
      );
    }
  }

  attemptEnded({ kind }: ClaimedJob, end: AttemptEnd, seconds: number): void {
    this.#running.add(-1, { kind });
    this.#attempts.add(1, { kind, end });
    this.#duration.record(seconds, { kind, end });
  }

  rescued(count: number): void {
    this.#rescued.add(count);
  }

  purged(count: number): void {
    this.#purged.add(count);
  }
}

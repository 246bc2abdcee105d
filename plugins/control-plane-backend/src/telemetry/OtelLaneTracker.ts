import {
  Counter,
  Histogram,
  Meter,
  SpanStatusCode,
  Tracer,
} from '@opentelemetry/api';
import { Clock } from '../clock';
import { Publication } from '../domain/publication/Publication';
import { PublishRejection } from '../domain/publication/PublishRejection';
import { PublishOutcome } from '../publishers/Publisher';
import { LaneTracker } from '../reconcile/LaneTracker';
import { durationInSeconds } from './durationBuckets';

const REASONS = {
  unreachable: true,
  authentication_failed: true,
  repository_missing: true,
  branch_missing: true,
  push_denied: true,
  contended: true,
  branch_locked: true,
  secret_found: true,
  path_refused: true,
  disk_full: true,
  unknown: true,
} satisfies Record<PublishRejection, true>;

/** Of publications that are refused before they come to a publisher: `track` does not see them. */
const REFUSALS = { approval_void: true } as const;

const OUTCOMES = {
  published: true,
  already_published: true,
  unchanged: true,
  ...REASONS,
  ...REFUSALS,
} satisfies Record<OutcomeLabel | keyof typeof REFUSALS, true>;

/**
 * Repositories whose counters begin at 0. OpenTelemetry keeps 2000 label sets of a counter and throws all others into one, so zeros must not
 * use them up where there are very many repositories.
 */
const MAX_AT_ZERO = 50;

interface LaneTrackerOptions {
  tracer: Tracer;
  meter: Meter;
  clock: Clock;
  /** Names of those that this process publishes to. */
  repositories: readonly string[];
}

/**
 * A span and a duration for every batch that a lane publishes, counts of what became of its operations and of what is tried again, and how long
 * they took from intent to branch.
 *
 * @remarks
 * Counters are there with 0 from the start: Prometheus cannot see the growth of a series that begins at 1, so the first push that was denied
 * would be seen by no alert. A lane that fails parks until the next try, so the retries of its job tell nothing of those of Git.
 */
export class OtelLaneTracker implements LaneTracker {
  readonly #tracer: Tracer;
  readonly #clock: Clock;
  readonly #duration: Histogram;
  readonly #operations: Counter;
  readonly #retries: Counter;
  readonly #latency: Histogram;

  static create(options: LaneTrackerOptions): OtelLaneTracker {
    const tracker = new OtelLaneTracker(options);
    tracker.#beginAtZero(options.repositories.slice(0, MAX_AT_ZERO));
    return tracker;
  }

  private constructor(options: Omit<LaneTrackerOptions, 'repositories'>) {
    this.#tracer = options.tracer;
    this.#clock = options.clock;
    this.#duration = options.meter.createHistogram(
      'control_plane_publish_duration_seconds',
      {
        description: 'Duration of publishing one batch to a branch',
        ...durationInSeconds,
      },
    );
    this.#operations = options.meter.createCounter(
      'control_plane_publish_operations_total',
      { description: 'Operations by repository and outcome' },
    );
    this.#retries = options.meter.createCounter(
      'control_plane_publication_retries_total',
      {
        description:
          'Attempts at publications that failed and are followed by another one, by repository and reason',
      },
    );
    this.#latency = options.meter.createHistogram(
      'control_plane_publication_latency_seconds',
      {
        description:
          'Time from the intent to publish until it was on the branch',
        ...durationInSeconds,
      },
    );
  }

  #beginAtZero(repositories: readonly string[]): void {
    for (const repository of repositories) {
      Object.keys(OUTCOMES).forEach(outcome =>
        this.#operations.add(0, { repository, outcome }),
      );
      Object.keys(REASONS).forEach(reason =>
        this.#retries.add(0, { repository, reason }),
      );
    }
  }

  settled({ state, reason, ...publication }: Publication): void {
    const { repository, purpose, createdAt, finishedAt } = publication;
    if (state === 'failed' && reason !== undefined && reason in REFUSALS) {
      this.#operations.add(1, { repository, outcome: reason });
    }
    if (state === 'pending') {
      this.#retries.add(1, { repository, reason: reason ?? 'unknown' });
    }
    if ((state === 'published' || state === 'unchanged') && finishedAt) {
      // Both are times of the database, so no clock of a process comes in.
      this.#latency.record(
        Math.max(0, finishedAt.getTime() - createdAt.getTime()) / 1000,
        { repository, purpose },
      );
    }
  }

  async track(
    repository: string,
    operations: number,
    run: () => Promise<Map<string, PublishOutcome>>,
  ): Promise<Map<string, PublishOutcome>> {
    return this.#tracer.startActiveSpan(
      'publish batch',
      {
        attributes: {
          'control_plane.repository': repository,
          'control_plane.operations': operations,
        },
      },
      async span => {
        const started = this.#clock.monotonic();
        try {
          const outcomes = await run();
          for (const outcome of outcomes.values()) {
            this.#operations.add(1, {
              repository,
              outcome: labelOf(outcome),
            });
          }
          return outcomes;
        } catch (error) {
          span.recordException(error instanceof Error ? error : String(error));
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          this.#duration.record((this.#clock.monotonic() - started) / 1000, {
            repository,
          });
          span.end();
        }
      },
    );
  }
}

type OutcomeLabel =
  | Exclude<PublishOutcome['type'], 'rejected'>
  | PublishRejection;

function labelOf(outcome: PublishOutcome): OutcomeLabel {
  return outcome.type === 'rejected' ? outcome.reason : outcome.type;
}

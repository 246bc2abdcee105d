import {
  Counter,
  Histogram,
  Meter,
  SpanStatusCode,
  Tracer,
} from '@opentelemetry/api';
import { Clock } from '../clock';
import { Publication } from '../domain/publication/Publication';
import { PublishOutcome } from '../publishers/Publisher';
import { LaneTracker } from '../reconcile/LaneTracker';
import { durationInSeconds } from './durationBuckets';

/** A span and a duration for every batch that a lane publishes, a count of what became of its operations, and how long they took from intent to branch. */
export class OtelLaneTracker implements LaneTracker {
  readonly #tracer: Tracer;
  readonly #clock: Clock;
  readonly #duration: Histogram;
  readonly #operations: Counter;
  readonly #latency: Histogram;

  static create(options: {
    tracer: Tracer;
    meter: Meter;
    clock: Clock;
  }): OtelLaneTracker {
    return new OtelLaneTracker(options);
  }

  private constructor(options: { tracer: Tracer; meter: Meter; clock: Clock }) {
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
    this.#latency = options.meter.createHistogram(
      'control_plane_publication_latency_seconds',
      {
        description:
          'Time from the intent to publish until it was on the branch',
        ...durationInSeconds,
      },
    );
  }

  settled({ state, ...publication }: Publication): void {
    const { repository, purpose, createdAt, finishedAt } = publication;
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
              outcome:
                outcome.type === 'rejected' ? outcome.reason : outcome.type,
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

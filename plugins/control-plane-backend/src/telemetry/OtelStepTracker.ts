import { LoggerService } from '@backstage/backend-plugin-api';
import { Histogram, Meter, SpanStatusCode, Tracer } from '@opentelemetry/api';
import { Clock } from '../clock';
import { Request } from '../domain/request/Request';
import { StepResult } from '../reconcile/ReconcileStep';
import { StepTracker } from '../reconcile/StepTracker';
import { durationInSeconds } from './durationBuckets';

/** A span, a duration and a log line for every step of a reconcile. */
export class OtelStepTracker implements StepTracker {
  readonly #tracer: Tracer;
  readonly #clock: Clock;
  readonly #logger: LoggerService;
  readonly #duration: Histogram;

  static create(options: {
    tracer: Tracer;
    meter: Meter;
    clock: Clock;
    logger: LoggerService;
  }): OtelStepTracker {
    return new OtelStepTracker(options);
  }

  private constructor(options: {
    tracer: Tracer;
    meter: Meter;
    clock: Clock;
    logger: LoggerService;
  }) {
    this.#tracer = options.tracer;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#duration = options.meter.createHistogram(
      'control_plane_reconcile_step_duration_seconds',
      {
        description: 'Duration of one step of a reconcile',
        ...durationInSeconds,
      },
    );
  }

  async track(
    step: string,
    request: Pick<Request, 'id' | 'generation'>,
    run: () => Promise<StepResult>,
  ): Promise<StepResult> {
    return this.#tracer.startActiveSpan(
      `reconcile ${step}`,
      {
        attributes: {
          'control_plane.request_id': request.id,
          'control_plane.generation': request.generation,
        },
      },
      async span => {
        const started = this.#clock.monotonic();
        let outcome = 'error';
        try {
          const result = await run();
          outcome = result.type === 'ended' ? result.outcome.type : result.type;
          return result;
        } catch (error) {
          span.recordException(error instanceof Error ? error : String(error));
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          const seconds = (this.#clock.monotonic() - started) / 1000;
          this.#duration.record(seconds, { step, outcome });
          this.#logger.info(`Step ${step} of ${request.id} ended: ${outcome}`, {
            requestId: request.id,
            generation: request.generation,
            step,
            outcome,
            seconds,
          });
          span.end();
        }
      },
    );
  }
}

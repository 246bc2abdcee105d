import { Counter, Histogram, Meter, UpDownCounter } from '@opentelemetry/api';
import { RequestHandler } from 'express';
import { Clock } from '../clock';
import { RequestTracker } from './RequestTracker';
import { durationInSeconds } from '../telemetry/durationBuckets';

/** Counts, times and counts in flight the calls of the API; logs nothing that a caller sent. */
export class OtelRequestTracker implements RequestTracker {
  readonly #clock: Clock;
  readonly #total: Counter;
  readonly #duration: Histogram;
  readonly #inFlight: UpDownCounter;

  static create(options: { meter: Meter; clock: Clock }): OtelRequestTracker {
    return new OtelRequestTracker(options);
  }

  private constructor(options: { meter: Meter; clock: Clock }) {
    const { meter } = options;
    this.#clock = options.clock;
    this.#total = meter.createCounter('api_requests_total', {
      description: 'Calls of the control plane API by route, method and status',
    });
    this.#duration = meter.createHistogram('api_request_duration_seconds', {
      description: 'Duration of calls of the control plane API',
      ...durationInSeconds,
    });
    this.#inFlight = meter.createUpDownCounter('api_requests_in_flight', {
      description: 'Calls of the control plane API that are being answered',
    });
  }

  readonly middleware: RequestHandler = (req, res, next) => {
    const started = this.#clock.monotonic();
    const { method } = req;
    this.#inFlight.add(1, { method });
    res.once('close', () => {
      const labels = {
        method,
        // The pattern, not the path: ids would make a time series each.
        route: req.route?.path ?? 'unmatched',
        status: res.statusCode,
      };
      this.#inFlight.add(-1, { method });
      this.#total.add(1, labels);
      this.#duration.record((this.#clock.monotonic() - started) / 1000, labels);
    });
    next();
  };
}

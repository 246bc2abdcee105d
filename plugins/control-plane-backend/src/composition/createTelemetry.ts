import { Meter, metrics, trace, Tracer } from '@opentelemetry/api';

/** Name of our instruments in every exporter, as Backstage names those of a plugin. */
const SCOPE = 'backstage-plugin-control-plane';

/** Meter and tracer of whatever OpenTelemetry SDK the app has started; they do nothing when there is none. */
export function createTelemetry(): { meter: Meter; tracer: Tracer } {
  return { meter: metrics.getMeter(SCOPE), tracer: trace.getTracer(SCOPE) };
}

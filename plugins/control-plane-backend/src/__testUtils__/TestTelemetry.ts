import { Meter, Tracer } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';

/** One data point of a metric: its labels, and its value or, for a histogram, its count. */
export interface MeasuredPoint {
  attributes: Record<string, unknown>;
  value: number;
}

/** The real OpenTelemetry SDK, exporting to memory. */
export class TestTelemetry {
  readonly meter: Meter;
  readonly tracer: Tracer;
  readonly #metrics = new InMemoryMetricExporter(
    AggregationTemporality.CUMULATIVE,
  );
  readonly #spans = new InMemorySpanExporter();
  readonly #meterProvider: MeterProvider;

  constructor() {
    this.#meterProvider = new MeterProvider({
      readers: [new PeriodicExportingMetricReader({ exporter: this.#metrics })],
    });
    this.meter = this.#meterProvider.getMeter('test');
    this.tracer = new BasicTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(this.#spans)],
    }).getTracer('test');
  }

  spans(): ReadableSpan[] {
    return this.#spans.getFinishedSpans();
  }

  /** What a collector would read now. */
  async points(metric: string): Promise<MeasuredPoint[]> {
    this.#metrics.reset();
    await this.#meterProvider.forceFlush();
    return this.#metrics
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap(({ metrics }) => metrics)
      .filter(({ descriptor }) => descriptor.name === metric)
      .flatMap<MeasuredPoint>(({ dataPoints }) =>
        dataPoints.map(({ attributes, value }) => ({
          attributes,
          value: typeof value === 'number' ? value : value.count,
        })),
      );
  }

  async shutdown(): Promise<void> {
    await this.#meterProvider.shutdown();
  }
}

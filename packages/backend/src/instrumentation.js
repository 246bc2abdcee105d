// Loaded before everything else (`node --require`), so that whoever asks for a meter or a tracer finds the SDK running.
//
//   OTEL_EXPORTER_PROMETHEUS_PORT, _HOST   where Prometheus reads `/metrics` (9464 on localhost)
//   OTEL_EXPORTER_OTLP_ENDPOINT            where traces go; without it none are recorded
//   OTEL_SERVICE_NAME                      how this process is called in both (platform-control-plane)
//
// Metrics have a port of their own because they carry no Backstage sign-in: what the outside may reach of the backend
// must not include them.
const { isMainThread } = require('node:worker_threads');

// Worker threads inherit `--require`; a second SDK there would fight over the port.
if (isMainThread) {
  startTelemetry(process.env);
}

function startTelemetry(environment) {
  // The default also publishes the command line and the owner of the process.
  environment.OTEL_NODE_RESOURCE_DETECTORS ??= 'env,host,serviceinstance';
  const { NodeSDK } = require('@opentelemetry/sdk-node');
  new NodeSDK({
    serviceName: environment.OTEL_SERVICE_NAME || 'platform-control-plane',
    metricReaders: [createMetricReader(environment)],
    ...createTraceOptions(environment),
    logRecordProcessors: [],
  }).start();
}

function createMetricReader(environment) {
  const { PrometheusExporter } = require('@opentelemetry/exporter-prometheus');
  const host = environment.OTEL_EXPORTER_PROMETHEUS_HOST || 'localhost';
  const port = Number(environment.OTEL_EXPORTER_PROMETHEUS_PORT || 9464);
  return new PrometheusExporter({ host, port }, error => {
    if (error) {
      // The product is worth more than its metrics: say it and go on.
      console.error(
        `Metrics are not served on ${host}:${port}: ${error.message}. Set OTEL_EXPORTER_PROMETHEUS_PORT to a free port.`,
      );
    }
  });
}

function createTraceOptions(environment) {
  const isWanted =
    environment.OTEL_EXPORTER_OTLP_ENDPOINT ||
    environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT;
  if (!isWanted) {
    return { spanProcessors: [] };
  }
  const {
    OTLPTraceExporter,
  } = require('@opentelemetry/exporter-trace-otlp-http');
  return { traceExporter: new OTLPTraceExporter() };
}

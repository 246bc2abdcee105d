import { MetricOptions } from '@opentelemetry/api';

/**
 * Bucket boundaries in seconds, from one millisecond to four hours: a publication may wait as long for somebody.
 *
 * @remarks
 * OpenTelemetry's own defaults mean milliseconds: with them every duration in seconds falls into the first bucket.
 */
export const durationInSeconds: MetricOptions = {
  unit: 's',
  advice: {
    explicitBucketBoundaries: [
      0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
      120, 300, 600, 1800, 3600, 14_400,
    ],
  },
};

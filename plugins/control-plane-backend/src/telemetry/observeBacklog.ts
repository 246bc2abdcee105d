import { LoggerService } from '@backstage/backend-plugin-api';
import { BatchObservableResult, Meter } from '@opentelemetry/api';
import { JobQueue } from '../queue/JobQueue';
import { UnitOfWork } from '../store/UnitOfWork';

/**
 * Gauges of what waits: requests by phase, queue depth and age, publications pending.
 *
 * @remarks
 * Read together when a collector asks, never by a timer: an idle backend without a collector reads nothing. Every replica reads the same
 * database, so a dashboard takes the maximum over replicas, not the sum.
 */
export function observeBacklog(options: {
  meter: Meter;
  unitOfWork: UnitOfWork;
  queue: JobQueue;
  logger: LoggerService;
}): void {
  const { meter, unitOfWork, queue, logger } = options;
  const requests = meter.createObservableGauge('control_plane_requests', {
    description: 'Requests by phase',
  });
  const jobs = meter.createObservableGauge('control_plane_queue_jobs', {
    description: 'Live and dead jobs by kind and state',
  });
  const oldestDue = meter.createObservableGauge(
    'control_plane_queue_oldest_due_seconds',
    { description: 'How long the oldest due job has waited', unit: 's' },
  );
  const pending = meter.createObservableGauge(
    'control_plane_publications_pending',
    { description: 'Publications that a lane has not settled, by repository' },
  );
  const observe = async (result: BatchObservableResult) => {
    const [counts, stats, lanes] = await Promise.all([
      unitOfWork.read.requests.countByPhase({ type: 'everything' }),
      queue.stats(),
      unitOfWork.read.publications.stats(),
    ]);
    counts.forEach(({ phase, count }) =>
      result.observe(requests, count, { phase }),
    );
    stats.byKind.forEach(({ kind, state, count }) =>
      result.observe(jobs, count, { kind, state }),
    );
    result.observe(oldestDue, stats.oldestDueSeconds);
    lanes.forEach(lane =>
      result.observe(pending, lane.pending, { repository: lane.repository }),
    );
  };
  meter.addBatchObservableCallback(
    async result => {
      try {
        await observe(result);
      } catch (error) {
        logger.debug(`The backlog could not be read for metrics: ${error}`);
      }
    },
    [requests, jobs, oldestDue, pending],
  );
}

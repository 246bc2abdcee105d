import { LoggerService } from '@backstage/backend-plugin-api';
import {
  BatchObservableResult,
  Meter,
  MetricOptions,
} from '@opentelemetry/api';
import { Clock } from '../clock';
import { Pause } from '../domain/job/Pause';
import { JobQueue, QueueStats } from '../queue/JobQueue';
import { measureClockSkew } from '../services/measureClockSkew';
import { toPauseSubject } from '../services/pauseSubject';
import { PublicationStore } from '../store/PublicationStore';
import { RequestStore } from '../store/RequestStore';
import { UnitOfWork } from '../store/UnitOfWork';
import { FallingGauge } from './FallingGauge';

/**
 * Gauges of what waits: requests by phase, queue depth and age, pauses, publications pending; and the clock of the database.
 *
 * @remarks
 * Read together when a collector asks, never by a timer: an idle backend without a collector reads nothing. Every replica reads the same
 * database, so a dashboard takes the maximum over replicas, not the sum. The skew alone is each replica's own. What is gone falls to zero; while
 * the database cannot be read, all of them stay what they were.
 */
export function observeBacklog(options: {
  meter: Meter;
  unitOfWork: UnitOfWork;
  queue: JobQueue;
  clock: Clock;
  logger: LoggerService;
}): void {
  const { meter, unitOfWork, queue, clock, logger } = options;
  const gauges = createGauges(meter);
  const read = async (): Promise<Backlog> => {
    // By itself and first: beside the others it could wait for a connection, and would count that wait as skew.
    const skew = await measureClockSkew(unitOfWork, clock);
    const [requests, stats, pauses, lanes] = await Promise.all([
      unitOfWork.read.requests.countByPhase({ type: 'everything' }),
      queue.stats(),
      queue.pauses(),
      unitOfWork.read.publications.stats(),
    ]);
    const now = clock.now().getTime() + skew;
    return { skew, now, requests, stats, pauses, lanes };
  };
  meter.addBatchObservableCallback(
    async result => {
      try {
        observeEach(gauges, result, await read());
      } catch (error) {
        logger.debug(`The backlog could not be read for metrics: ${error}`);
      }
    },
    Object.values(gauges).map(gauge =>
      gauge instanceof FallingGauge ? gauge.instrument : gauge,
    ),
  );
}

/** What is read at once; `skew` and `now`, by the clock of the database, are in milliseconds. */
interface Backlog {
  skew: number;
  now: number;
  requests: Awaited<ReturnType<RequestStore['countByPhase']>>;
  stats: QueueStats;
  pauses: Pause[];
  lanes: Awaited<ReturnType<PublicationStore['stats']>>;
}

function observeEach(
  gauges: ReturnType<typeof createGauges>,
  result: BatchObservableResult,
  { skew, now, requests, stats, pauses, lanes }: Backlog,
): void {
  result.observe(gauges.skew, skew / 1000);
  result.observe(gauges.oldestDue, stats.oldestDueSeconds);
  gauges.requests.observe(
    result,
    requests.map(({ phase, count }) => ({ labels: { phase }, value: count })),
  );
  gauges.jobs.observe(
    result,
    stats.byKind.map(({ kind, state, count }) => ({
      labels: { kind, state },
      value: count,
    })),
  );
  gauges.pausedJobs.observe(
    result,
    stats.paused.map(({ kind, count }) => ({ labels: { kind }, value: count })),
  );
  gauges.paused.observe(
    result,
    pauses.map(pause => ({
      labels: { ...toPauseSubject(pause) },
      value: Math.max(0, now - pause.at.getTime()) / 1000,
    })),
  );
  gauges.pending.observe(
    result,
    lanes.map(({ repository, pending }) => ({
      labels: { repository },
      value: pending,
    })),
  );
  gauges.oldestPending.observe(
    result,
    lanes.map(({ repository, oldestSeconds }) => ({
      labels: { repository },
      value: oldestSeconds,
    })),
  );
}

function createGauges(meter: Meter) {
  const seconds = { unit: 's' };
  const falling = (name: string, options: MetricOptions) =>
    FallingGauge.create(meter.createObservableGauge(name, options));
  return {
    requests: falling('control_plane_requests', {
      description: 'Requests by phase',
    }),
    jobs: falling('control_plane_queue_jobs', {
      description:
        'Live jobs, and dead ones that no later job followed, by kind and state',
    }),
    oldestDue: meter.createObservableGauge(
      'control_plane_queue_oldest_due_seconds',
      {
        description: 'How long the oldest job that may run has waited',
        ...seconds,
      },
    ),
    pausedJobs: falling('control_plane_queue_paused_jobs', {
      description: 'Waiting jobs that a pause holds, by kind',
    }),
    paused: falling('control_plane_queue_paused_seconds', {
      description: 'How long each pause has held, by scope and name',
      ...seconds,
    }),
    pending: falling('control_plane_publications_pending', {
      description: 'Publications that a lane has not settled, by repository',
    }),
    oldestPending: falling('control_plane_publications_oldest_seconds', {
      description:
        'How long the oldest publication of a lane has waited, by repository',
      ...seconds,
    }),
    skew: meter.createObservableGauge(
      'control_plane_database_clock_skew_seconds',
      {
        description:
          'How far the clock of the database is ahead of the one of this process',
        ...seconds,
      },
    ),
  };
}

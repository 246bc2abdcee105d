import { hostname } from 'node:os';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Meter } from '@opentelemetry/api';
import { Clock } from '../clock';
import { ControlPlaneConfig } from '../config';
import { JobHandlers } from '../queue/JobHandlers';
import { JobLogWriter } from '../queue/JobLogWriter';
import { JobWorker } from '../queue/JobWorker';
import { OtelJobWorkerEvents } from '../telemetry/OtelJobWorkerEvents';
import { Persistence } from './createPersistence';

/** Starts and stops the worker of this replica together with what wakes it. */
export interface Worker {
  start(): Promise<void>;
  /** Lets running jobs finish within the configured time, then gives them back. */
  stop(): Promise<void>;
}

export function createWorker(
  options: Persistence & {
    config: ControlPlaneConfig;
    handlers: JobHandlers;
    clock: Clock;
    logger: LoggerService;
    meter: Meter;
  },
): Worker {
  const { queue, waker, queueConfig, handlers, clock, logger, meter } = options;
  const logs = JobLogWriter.create({ store: options.jobLogs, clock, logger });
  const worker = new JobWorker({
    queue,
    waker,
    handlers,
    config: queueConfig,
    clock,
    logger,
    owner: `${hostname()}/${process.pid}`,
    events: OtelJobWorkerEvents.create({ meter, kinds: handlers.kinds() }),
    logs,
  });
  return {
    start: async () => {
      await waker.start();
      worker.start();
    },
    stop: async () => {
      await worker.stop({
        graceMs: options.config.queue.shutdownSeconds * 1000,
      });
      await logs.close();
      await waker.stop();
    },
  };
}

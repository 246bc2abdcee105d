import { QueueEngine, WorkerSettings } from './QueueEngine';

const MOST_JOBS = 10_000;

/**
 * Works off as many jobs as are about to be timed, up to ten thousand: a worker has run for days, its code is compiled
 * and its connections are open.
 */
export async function warmUp(
  engine: QueueEngine,
  { jobs, settings }: { jobs: number; settings: WorkerSettings },
): Promise<void> {
  await engine.fill(Math.min(jobs, MOST_JOBS));
  await engine.drain(settings);
  await engine.stopWorkers();
}

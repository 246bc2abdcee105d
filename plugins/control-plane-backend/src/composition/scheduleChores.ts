import { SchedulerService } from '@backstage/backend-plugin-api';
import { ControlPlaneConfig } from '../config';
import { resyncRepositoryJob } from '../domain/reconcile/jobs';
import { TargetDirectory } from '../domain/target/Target';
import { LeaseExpiry } from '../services/LeaseExpiry';
import { TargetPublications } from '../services/TargetPublications';
import { UnitOfWork } from '../store/UnitOfWork';

const HOUR_SECONDS = 3600;

/** What happens by the clock, on one replica at a time: ends of leases, comparisons with Git, forgotten idempotency keys. */
export async function scheduleChores(options: {
  scheduler: SchedulerService;
  config: ControlPlaneConfig;
  unitOfWork: UnitOfWork;
  targets: TargetDirectory;
  expiry: LeaseExpiry;
  targetPublications: TargetPublications;
}): Promise<void> {
  const { scheduler, config, unitOfWork, targets, expiry } = options;
  await Promise.all([
    scheduler.scheduleTask({
      id: 'control-plane-lease-expiry',
      frequency: { seconds: config.expirySeconds },
      timeout: { minutes: 5 },
      initialDelay: { seconds: Math.min(config.expirySeconds, 10) },
      fn: async signal => {
        await expiry.sweep(signal);
      },
    }),
    scheduler.scheduleTask({
      id: 'control-plane-resync',
      frequency: { seconds: config.resyncSeconds },
      timeout: { minutes: 1 },
      initialDelay: { seconds: Math.min(config.resyncSeconds, 30) },
      fn: async () => {
        // What targets share and could not be published is tried again.
        await options.targetPublications.publish();
        await unitOfWork.run(tx =>
          tx.enqueue(
            targets.repositories().map(({ name }) => resyncRepositoryJob(name)),
          ),
        );
      },
    }),
    scheduler.scheduleTask({
      id: 'control-plane-forget-idempotency-keys',
      frequency: { seconds: HOUR_SECONDS },
      timeout: { minutes: 5 },
      initialDelay: { minutes: 1 },
      fn: async () => {
        await unitOfWork.read.idempotency.purge();
      },
    }),
  ]);
}

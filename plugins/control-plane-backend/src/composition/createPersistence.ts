import { DatabaseService, LoggerService } from '@backstage/backend-plugin-api';
import { Clock } from '../clock';
import { ControlPlaneConfig } from '../config';
import { DatabaseUnitOfWork } from '../databaseUnitOfWork';
import { limitKeyOfTarget } from '../domain/reconcile/jobs';
import { DatabaseJobLogStore } from '../queue/DatabaseJobLogStore';
import { DatabaseJobQueue } from '../queue/DatabaseJobQueue';
import { JobLogStore } from '../queue/JobLogStore';
import { JobQueue } from '../queue/JobQueue';
import { JobQueueConfig } from '../queue/JobQueueConfig';
import { createJobWaker } from '../queue/createJobWaker';
import { JobWaker } from '../queue/JobWaker';
import { SystemDatabaseClock } from '../sql/DatabaseClock';
import { limitIdleTransactions } from '../sql/limitIdleTransactions';
import { limitSilence } from '../sql/limitSilence';
import { prepareDatabase } from '../sql/prepareDatabase';
import { applyMigrations } from '../store/migrations';
import { UnitOfWork } from '../store/UnitOfWork';

export interface Persistence {
  unitOfWork: UnitOfWork;
  queue: JobQueue;
  jobLogs: JobLogStore;
  waker: JobWaker;
  queueConfig: JobQueueConfig;
}

function queueConfigOf({ queue, targets }: ControlPlaneConfig): JobQueueConfig {
  const { maxRunningPerTarget, ...rest } = queue;
  return {
    ...rest,
    limits:
      maxRunningPerTarget === undefined
        ? {}
        : Object.fromEntries(
            targets.map(({ name }) => [
              limitKeyOfTarget(name),
              maxRunningPerTarget,
            ]),
          ),
  };
}

/** The plugin's database at the schema of this version, with stores and queue on it. */
export async function createPersistence(options: {
  database: DatabaseService;
  logger: LoggerService;
  config: ControlPlaneConfig;
  clock: Clock;
  /** Called after each transaction that left something to tell the world. */
  onOutboxFilled(): void;
}): Promise<Persistence> {
  const { database, logger, config, clock } = options;
  const knex = await database.getClient();
  limitIdleTransactions(knex);
  await prepareDatabase(knex, logger);
  await applyMigrations(database, { clock });
  limitSilence(knex);
  const queueConfig = queueConfigOf(config);
  const databaseClock = new SystemDatabaseClock();
  const waker = createJobWaker({ knex, clock, logger });
  const queue = DatabaseJobQueue.create({
    knex,
    config: queueConfig,
    waker,
    clock,
    databaseClock,
  });
  const unitOfWork = new DatabaseUnitOfWork({
    database: knex,
    databaseClock,
    queue,
    clock,
    random: Math.random,
    // After the answer to whoever asked: to look for jobs takes longer than to write it.
    onJobsReady: () => setImmediate(() => queue.wake()),
    onOutboxFilled: options.onOutboxFilled,
  });
  const jobLogs = DatabaseJobLogStore.create(knex, clock);
  return { unitOfWork, queue, jobLogs, waker, queueConfig };
}

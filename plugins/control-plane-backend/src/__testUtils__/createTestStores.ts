import {
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { DatabaseUnitOfWork } from '../databaseUnitOfWork';
import { DatabaseJobQueue } from '../queue/DatabaseJobQueue';
import { JobWaker } from '../queue/JobWaker';
import { applyMigrations } from '../store/migrations';
import { Stores } from '../store/UnitOfWork';
import { createTestQueue, MovableDatabaseClock } from './createTestQueue';
import { InstantClock } from './InstantClock';

export interface TestStores {
  /** A migrated database of its own. */
  database: Knex;
  /** The clock of stores and queue, which the test may shift. */
  databaseClock: MovableDatabaseClock;
  queue: DatabaseJobQueue;
  waker: JobWaker;
  unitOfWork: DatabaseUnitOfWork;
  /** The stores outside any transaction. */
  stores: Stores;
}

/** The engines that every store and the queue are tested on. */
export const TEST_DATABASE_IDS: TestDatabaseId[] = ['SQLITE_3', 'POSTGRES_18'];

/** Stores, queue and unit of work on a fresh, migrated database. */
export async function createTestStores(
  databases: TestDatabases,
  id: TestDatabaseId,
): Promise<TestStores> {
  const database = await databases.init(id);
  await migrateTestDatabase(database);
  return openTestStores(database);
}

export async function migrateTestDatabase(database: Knex): Promise<void> {
  await applyMigrations(
    mockServices.database.mock({ getClient: async () => database }),
    { clock: new InstantClock() },
  );
}

/** Stores, queue and unit of work on a database that is migrated already. */
export function openTestStores(database: Knex): TestStores {
  const { queue, waker, databaseClock } = createTestQueue(database);
  const unitOfWork = new DatabaseUnitOfWork({
    database,
    databaseClock,
    queue,
    clock: new InstantClock(),
    random: () => 0.5,
  });
  return {
    database,
    databaseClock,
    queue,
    waker,
    unitOfWork,
    stores: unitOfWork.read,
  };
}

import { readdir } from 'node:fs/promises';
import {
  DatabaseService,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { Knex } from 'knex';
import { Clock } from '../clock';
import { isTransientConflict } from '../sql/databaseErrors';
import { lockTransaction } from '../sql/lockTransaction';

/** How long a replica waits for another one that is migrating. */
const LOCK_TRIES = 60;
const LOCK_PAUSE_MILLISECONDS = 1000;

const MIGRATIONS_TABLE = 'knex_migrations';
const LOCK_TABLE = 'knex_migrations_lock';

export interface ApplyMigrationsOptions {
  /** Times the pauses while another replica migrates. */
  clock: Clock;
  signal?: AbortSignal;
}

/** Where the migrations of this version lie; they are shipped with the package. */
export function migrationsDirectory(): string {
  return resolvePackagePath(
    '@platform-control-plane/backstage-plugin-control-plane-backend',
    'migrations',
  );
}

/**
 * Brings the database to the schema of this version.
 *
 * @remarks
 * Leaves the schema alone where the operator migrates by other means (`backend.database.skipMigrations`). Replicas that
 * start together wait for the one that migrates. Where there is nothing to migrate, as at most starts, it only looks: to
 * migrate takes the lock, which is two more commits and some twenty statements.
 *
 * @throws Error when the database has migrations that this version does not know: a newer version has been here, and an
 * older one could write rows that the newer one no longer understands.
 */
export async function applyMigrations(
  database: DatabaseService,
  options: ApplyMigrationsOptions,
): Promise<void> {
  const knex = await database.getClient();
  const directory = migrationsDirectory();
  const schema = await compareSchema(knex, directory);
  if (database.migrations?.skip) {
    return;
  }
  // A replica of another version may be at it.
  if (schema === 'current' && !(await isLocked(knex))) {
    return;
  }
  await createMigrationTables(knex, directory);
  const signal = options.signal ?? new AbortController().signal;
  for (let tries = 1; ; tries++) {
    if (!(await isLocked(knex))) {
      try {
        await knex.migrate.latest({ directory });
        return;
      } catch (error) {
        // A replica of the version before may hold, and want, what a migration wants; the migration was rolled back then.
        const mayPass = isLockTaken(error) || isTransientConflict(error);
        if (tries >= LOCK_TRIES || !mayPass) {
          throw error;
        }
      }
    } else if (tries >= LOCK_TRIES) {
      throw new Error(
        `Expected the migrations of another replica to end within ${LOCK_TRIES} seconds, but their lock is still held; if no replica is migrating, one died while it was: free the lock with "update ${LOCK_TABLE} set is_locked = 0" and start again`,
      );
    }
    await options.clock.sleep(LOCK_PAUSE_MILLISECONDS, signal);
  }
}

/**
 * Makes the tables in which knex keeps book, one replica at a time.
 *
 * @remarks
 * Two that make them at once can leave two rows in the table of the lock, and then knex finds the lock taken for ever.
 */
async function createMigrationTables(
  knex: Knex,
  directory: string,
): Promise<void> {
  await knex.transaction(async tx => {
    await lockTransaction(tx, 'migrations');
    await tx.migrate.currentVersion({ directory });
  });
}

/** Looked at first, because knex complains in the log each time that it finds the lock taken. */
async function isLocked(knex: Knex): Promise<boolean> {
  const row = await knex(LOCK_TABLE).first('is_locked');
  return row?.is_locked === 1;
}

/** @throws Error when the schema is newer than this version. */
async function compareSchema(
  knex: Knex,
  directory: string,
): Promise<'older' | 'current'> {
  if (!(await knex.schema.hasTable(MIGRATIONS_TABLE))) {
    return 'older';
  }
  const known = new Set(await readdir(directory));
  const applied: string[] = await knex(MIGRATIONS_TABLE)
    .orderBy('name')
    .pluck('name');
  const unknown = applied.filter(name => !known.has(name));
  if (unknown.length > 0) {
    throw new Error(
      `Expected a database that this version of the control plane knows, got one with newer migrations (${unknown.join(
        ', ',
      )}); start the version that made them or a later one, or restore the backup from before the upgrade`,
    );
  }
  return applied.length < known.size ? 'older' : 'current';
}

function isLockTaken(error: unknown): boolean {
  return isError(error) && error.name === 'MigrationLocked';
}

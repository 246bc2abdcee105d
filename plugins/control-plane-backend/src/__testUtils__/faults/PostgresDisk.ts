import { randomBytes } from 'node:crypto';
import { SeededRandom } from '../crash/SeededRandom';
import { FaultDatabase, FaultDatabases } from './FaultDatabases';
import { FullDisk } from './FullDisk';

const DISK_FULL = '53100';

/** A tablespace of PostgreSQL on a small disk, with tables that nobody needs to fill it up. */
export class PostgresDisk implements FullDisk {
  static async create(
    databases: FaultDatabases,
    folder: string,
  ): Promise<PostgresDisk> {
    const tablespace = `small_${randomBytes(6).toString('hex')}`;
    await databases.onServer(server =>
      server.raw(`create tablespace ?? location '${folder}'`, [tablespace]),
    );
    return new PostgresDisk(databases, tablespace);
  }

  private constructor(
    private readonly databases: FaultDatabases,
    private readonly tablespace: string,
  ) {}

  async open(): Promise<FaultDatabase> {
    return this.databases.open({ tablespace: this.tablespace });
  }

  async fill({ knex }: FaultDatabase, random: SeededRandom): Promise<string> {
    const parts = random.between(1, 8);
    for (let part = 1; part <= parts; part += 1) {
      await knex.raw(`create table ballast_${part} as ${rows(32)}`);
    }
    await knex.raw(`create table ballast as ${rows(1)}`);
    for (const atOnce of [512, 1]) {
      await untilFull(() => knex.raw(`insert into ballast ${rows(atOnce)}`));
    }
    for (let part = 1; part <= parts; part += 1) {
      await knex.raw(`drop table ballast_${part}`);
    }
    return `${parts * 64} KiB`;
  }

  async free({ knex }: FaultDatabase): Promise<void> {
    await knex.raw('drop table ballast');
  }

  /** Reads every row by way of every table; what a half write left behind would not be readable. */
  async damage({ knex }: FaultDatabase): Promise<string[]> {
    const { rows: tables } = await knex.raw(
      `select tablename as name from pg_tables where schemaname = 'public'`,
    );
    const problems: string[] = [];
    for (const { name } of tables) {
      await knex(name).then(
        () => {},
        error => problems.push(`table ${name} is damaged: ${error}`),
      );
    }
    return problems;
  }

  async remove(): Promise<void> {
    await this.databases.remove();
    await this.databases.onServer(server =>
      server.raw('drop tablespace ??', [this.tablespace]),
    );
  }
}

/** Rows of about two kilobytes each, which are stored as they are. */
function rows(count: number): string {
  return `select repeat(md5(random()::text), 60) as filler from generate_series(1, ${count})`;
}

async function untilFull(write: () => PromiseLike<unknown>): Promise<void> {
  for (;;) {
    try {
      await write();
    } catch (error) {
      if (isDiskFull(error)) {
        return;
      }
      throw error;
    }
  }
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DISK_FULL;
}

import { randomBytes } from 'node:crypto';
import { DatabaseService } from '@backstage/backend-plugin-api';
import knexFactory, { Knex } from 'knex';
import { applyMigrations } from '../../store/migrations';
import { CampaignDatabaseChoice } from '../crash/CampaignDatabase';
import { InstantClock } from '../InstantClock';

export interface FaultDatabase {
  knex: Knex;
  close(): Promise<void>;
}

/**
 * Makes databases at the schema of this version, as many as a campaign wants: the migrations run once, into a template that each is a
 * copy of.
 */
export class FaultDatabases {
  readonly #choice: CampaignDatabaseChoice;
  #template: Promise<Buffer | string> | undefined;

  static create(choice: CampaignDatabaseChoice): FaultDatabases {
    return new FaultDatabases(choice);
  }

  private constructor(choice: CampaignDatabaseChoice) {
    this.#choice = choice;
  }

  /**
   * A database of its own: SQLite in memory, or one of the PostgreSQL server's.
   *
   * @param options.timeZone - what the sessions of PostgreSQL show times in
   * @param options.tablespace - of PostgreSQL, in which its tables lie
   */
  async open(
    options: { timeZone?: string; tablespace?: string } = {},
  ): Promise<FaultDatabase> {
    this.#template ??= this.#makeTemplate();
    const template = await this.#template;
    if (typeof template !== 'string') {
      const knex = openSqlite(template);
      return { knex, close: () => knex.destroy() };
    }
    const name = `faults_${randomBytes(6).toString('hex')}`;
    await this.onServer(async server => {
      await server.raw('create database ?? template ?? tablespace ??', [
        name,
        template,
        options.tablespace ?? 'pg_default',
      ]);
      if (options.timeZone) {
        await server.raw(
          `alter database ?? set timezone = '${options.timeZone}'`,
          [name],
        );
      }
    });
    const knex = this.#openPostgres(name);
    return {
      knex,
      close: async () => {
        await knex.destroy();
        await this.#drop(name);
      },
    };
  }

  /** Runs statements about the server of PostgreSQL as a whole. */
  async onServer(act: (server: Knex) => Promise<unknown>): Promise<void> {
    const server = this.#openPostgres('');
    try {
      await act(server);
    } finally {
      await server.destroy();
    }
  }

  async remove(): Promise<void> {
    const template = await this.#template;
    if (typeof template === 'string') {
      await this.#drop(template);
    }
  }

  async #makeTemplate(): Promise<Buffer | string> {
    if (this.#choice.client === 'better-sqlite3') {
      const knex = openSqlite(':memory:');
      await migrate(knex);
      const connection = await knex.client.acquireConnection();
      const copy: Buffer = connection.serialize();
      await knex.client.releaseConnection(connection);
      await knex.destroy();
      return copy;
    }
    const name = `faults_${randomBytes(6).toString('hex')}_template`;
    await this.onServer(server => server.raw('create database ??', [name]));
    const knex = this.#openPostgres(name);
    await migrate(knex);
    await knex.destroy();
    return name;
  }

  async #drop(name: string): Promise<void> {
    await this.onServer(server =>
      server.raw('drop database if exists ?? with (force)', [name]),
    );
  }

  #openPostgres(name: string): Knex {
    return knexFactory({ client: 'pg', connection: this.#urlOf(name) });
  }

  #urlOf(name: string): string {
    if (this.#choice.client !== 'pg') {
      throw new Error('Expected a PostgreSQL server, got SQLite');
    }
    const url = new URL(this.#choice.url);
    url.pathname = name === '' ? url.pathname : `/${name}`;
    return url.href;
  }
}

/** As Backstage opens it: one connection. */
function openSqlite(content: Buffer | ':memory:'): Knex {
  return knexFactory({
    client: 'better-sqlite3',
    // The driver takes the bytes of a database in place of its name, which the types do not know.
    connection: { filename: content as string },
    useNullAsDefault: true,
    pool: { min: 1, max: 1 },
  });
}

async function migrate(knex: Knex): Promise<void> {
  const database: DatabaseService = { getClient: async () => knex };
  await applyMigrations(database, { clock: new InstantClock() });
}

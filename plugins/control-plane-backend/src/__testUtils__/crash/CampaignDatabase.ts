import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { JsonObject } from '@backstage/types';
import knexFactory, { Knex } from 'knex';

/** Where a campaign keeps its records. */
export type CampaignDatabaseChoice =
  | { client: 'better-sqlite3' }
  /**
   * A PostgreSQL whose user may create databases. `via` is its address for the product alone, where something stands in between.
   */
  | { client: 'pg'; url: string; via?: string };

/** A database for one campaign: what the backend is told about it, and a look into it that does not go through the product. */
export class CampaignDatabase {
  /** `backend.database` of the configuration. */
  readonly config: JsonObject;
  readonly #open: () => Knex;
  readonly #remove: () => Promise<void>;

  static async create(
    choice: CampaignDatabaseChoice,
    folder: string,
  ): Promise<CampaignDatabase> {
    switch (choice.client) {
      case 'better-sqlite3': {
        const directory = join(folder, 'sqlite');
        await mkdir(directory);
        return new CampaignDatabase({
          config: { client: 'better-sqlite3', connection: { directory } },
          open: () =>
            knexFactory({
              client: 'better-sqlite3',
              connection: {
                filename: join(directory, 'control-plane.sqlite'),
                options: { readonly: true },
              },
              useNullAsDefault: true,
            }),
          remove: async () => {},
        });
      }
      case 'pg': {
        const prefix = `crash_${randomBytes(6).toString('hex')}_`;
        const url = new URL(choice.url);
        url.pathname = `/${prefix}control-plane`;
        return new CampaignDatabase({
          config: {
            client: 'pg',
            connection: choice.via ?? choice.url,
            prefix,
          },
          open: () => knexFactory({ client: 'pg', connection: url.href }),
          remove: () => dropDatabases(choice.url, prefix),
        });
      }
      // no default: both are known
    }
  }

  private constructor(options: {
    config: JsonObject;
    open: () => Knex;
    remove: () => Promise<void>;
  }) {
    this.config = options.config;
    this.#open = options.open;
    this.#remove = options.remove;
  }

  /** Gives a connection that only reads. */
  async read<T>(look: (knex: Knex) => Promise<T>): Promise<T> {
    const knex = this.#open();
    try {
      return await look(knex);
    } finally {
      await knex.destroy();
    }
  }

  async remove(): Promise<void> {
    await this.#remove();
  }
}

async function dropDatabases(url: string, prefix: string): Promise<void> {
  const knex = knexFactory({ client: 'pg', connection: url });
  try {
    const names: string[] = await knex('pg_database')
      .whereLike('datname', `${prefix}%`)
      .pluck('datname');
    for (const name of names) {
      await knex.raw('drop database if exists ?? with (force)', [name]);
    }
  } finally {
    await knex.destroy();
  }
}

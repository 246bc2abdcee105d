import { Knex } from 'knex';
import { CampaignDatabaseChoice } from '../crash/CampaignDatabase';

/** Where a campaign makes databases beside the one that a test was given. */
export function databaseChoiceOf(knex: Knex): CampaignDatabaseChoice {
  const { client, connection } = knex.client.config;
  if (client !== 'pg') {
    return { client: 'better-sqlite3' };
  }
  const url = new URL('postgres://localhost');
  url.hostname = connection.host;
  url.port = String(connection.port ?? '');
  url.username = connection.user;
  url.password = connection.password ?? '';
  url.pathname = `/${connection.database}`;
  return { client: 'pg', url: url.href };
}

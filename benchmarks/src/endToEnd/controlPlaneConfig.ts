import { JsonObject } from '@backstage/types';
import {
  campaignConfig,
  REPOSITORY,
} from '../../../plugins/control-plane-backend/src/__testUtils__/crash/campaignConfig';

export { REPOSITORY };

/** One server, one database of it, one repository: what fills it and what works it off agree on this. */
export interface Place {
  postgresUrl: string;
  /** In front of the plugin's id in the name of its database. */
  prefix: string;
  repositoryUrl: string;
  /** Of one process alone. */
  cacheDirectory: string;
}

export function databaseOf(prefix: string): string {
  return `${prefix}control-plane`;
}

/** As an installation that has no limit on pushes would be configured, with leases as long as by default. */
export function controlPlaneConfig(place: Place): JsonObject {
  return campaignConfig({
    ...place,
    database: {
      client: 'pg',
      connection: place.postgresUrl,
      prefix: place.prefix,
    },
    queue: { leaseSeconds: 30, workers: 200, batch: 200 },
  });
}

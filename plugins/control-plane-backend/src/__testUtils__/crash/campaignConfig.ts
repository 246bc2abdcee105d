import { JsonObject } from '@backstage/types';
import { CRASH_TEST_TEAMS } from './crashTestEntities';

/** Who asks: the subject of the client's token. */
export const CALLER = 'external:crash-campaign';

/** Name of the one repository. */
export const REPOSITORY = 'gitops';

/** The shortest lease that can be configured: jobs of a dead process are free after it. */
export const LEASE_SECONDS = 5;

export interface CampaignConfigOptions {
  repositoryUrl: string;
  cacheDirectory: string;
  database: JsonObject;
  /** Members of `controlPlane.queue` that differ. */
  queue?: JsonObject;
  classes?: JsonObject[];
}

/** Two targets that share one repository; waits are short, so that a campaign is, and everything else is as in production. */
export function campaignConfig(options: CampaignConfigOptions): {
  backend: { database: JsonObject };
  controlPlane: JsonObject;
} {
  const target = (region: string, delivery: string) => ({
    name: region,
    region,
    repository: REPOSITORY,
    delivery,
    deliveryRepositoryUrl: 'https://git.example.com/gitops.git',
  });
  return {
    backend: { database: options.database },
    controlPlane: {
      repositories: {
        [REPOSITORY]: { url: options.repositoryUrl, allowInsecure: true },
      },
      targets: [
        {
          ...target('us-east-1', 'argocd'),
          destination: { server: 'https://kubernetes.default.svc' },
        },
        target('us-west-2', 'fluxcd'),
      ],
      queue: {
        leaseSeconds: LEASE_SECONDS,
        maxBackoffSeconds: 5,
        ...options.queue,
      },
      classes: options.classes ?? [],
      git: { cacheDirectory: options.cacheDirectory },
      roles: [
        {
          role: 'requester',
          members: [CALLER],
          teams: [...CRASH_TEST_TEAMS],
        },
        // Reads the health report and all jobs.
        { role: 'admin', members: [CALLER] },
      ],
    },
  };
}

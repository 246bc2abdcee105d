import {
  ControlPlaneClient,
  ControlPlaneError,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Host } from '../../Host';
import { formatTimeline } from '../../output/timeline';
import { defineCommand } from '../Command';

export const requestLogs = defineCommand({
  path: ['request', 'logs'],
  summary:
    'Shows what happened to a request: decisions, jobs, publications, drift',
  parameters: ['<id>'],
  async run({ connect, host, output, parameters: [id], signal }) {
    const client = await connect();
    const query = { limit: 100 };
    const [audit, jobs, publications, drift] = await Promise.all([
      readAudit(client, id, host),
      client.listRequestJobs(id, query, { signal }),
      client.listPublications(id, query, { signal }),
      client.listRequestDrift(id, query, { signal }),
    ]);
    const pages = [audit, jobs, publications, drift];
    if (pages.some(({ nextCursor }) => nextCursor !== undefined)) {
      host.stderr('Only the newest 100 entries of each kind are shown\n');
    }
    output.print(
      {
        audit: audit.items,
        jobs: jobs.items,
        publications: publications.items,
        drift: drift.items,
      },
      formatTimeline,
    );
  },
});

/** Who did what is for fewer eyes than the rest; without it the rest is still worth showing. */
async function readAudit(client: ControlPlaneClient, id: string, host: Host) {
  try {
    return await client.listRequestAudit(
      id,
      { limit: 100 },
      { signal: host.signal },
    );
  } catch (error) {
    if (error instanceof ControlPlaneError && error.status === 403) {
      host.stderr('You may not read who did what; it is left out\n');
      return { items: [], nextCursor: undefined };
    }
    throw error;
  }
}

import { pageFlags, readPages } from '../../arguments/pageFlags';
import { formatJobLogs } from '../../output/jobs';
import { defineCommand } from '../Command';

export const jobsLogs = defineCommand({
  path: ['jobs', 'logs'],
  summary: 'Lists what a job did, attempt by attempt, newest first',
  parameters: ['<id>'],
  flags: pageFlags,
  async run({ connect, flags, host, output, parameters: [id], signal }) {
    const client = await connect();
    const page = await readPages({
      flags,
      host,
      read: position => client.listJobLogs(id, position, { signal }),
    });
    output.print(page, ({ items }) => formatJobLogs(items));
  },
});

import { formatJob } from '../../output/jobs';
import { defineCommand } from '../Command';

export const jobsCancel = defineCommand({
  path: ['jobs', 'cancel'],
  summary: 'Ends a job that waits',
  parameters: ['<id>'],
  async run({ connect, output, parameters: [id], signal }) {
    const client = await connect();
    output.print(await client.cancelJob(id, { signal }), formatJob);
  },
});

import { formatJob } from '../../output/jobs';
import { defineCommand } from '../Command';

export const jobsShow = defineCommand({
  path: ['jobs', 'show'],
  summary: 'Shows one job',
  parameters: ['<id>'],
  async run({ connect, output, parameters: [id], signal }) {
    const client = await connect();
    output.print(await client.getJob(id, { signal }), formatJob);
  },
});

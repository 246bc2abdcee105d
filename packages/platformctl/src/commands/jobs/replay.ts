import { formatJob } from '../../output/jobs';
import { defineCommand } from '../Command';

export const jobsReplay = defineCommand({
  path: ['jobs', 'replay'],
  summary: 'Runs a dead or cancelled job again',
  parameters: ['<id>'],
  async run({ connect, output, parameters: [id], signal }) {
    const client = await connect();
    output.print(await client.replayJob(id, { signal }), formatJob);
  },
});

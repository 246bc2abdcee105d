import {
  pauseParameters,
  readPauseSubject,
} from '../../arguments/pauseSubject';
import { formatResumed } from '../../output/pauses';
import { defineCommand } from '../Command';

export const jobsResume = defineCommand({
  path: ['jobs', 'resume'],
  summary: 'Ends a pause; shows what it was',
  parameters: pauseParameters,
  examples: ['jobs resume target us-east-1'],
  async run({ connect, output, parameters, signal }) {
    const subject = readPauseSubject(parameters);
    const client = await connect();
    output.print(await client.resumeJobs(subject, { signal }), formatResumed);
  },
});

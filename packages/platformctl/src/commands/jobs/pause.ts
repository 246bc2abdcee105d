import { text } from '../../arguments/flagTypes';
import {
  pauseParameters,
  readPauseSubject,
} from '../../arguments/pauseSubject';
import { UsageError } from '../../errors';
import { formatPause } from '../../output/pauses';
import { defineCommand } from '../Command';

export const jobsPause = defineCommand({
  path: ['jobs', 'pause'],
  summary:
    'Keeps jobs of a kind, a team or a target from being taken up; what runs goes on',
  parameters: pauseParameters,
  flags: {
    reason: {
      type: text('--reason'),
      description: 'Why, for whoever looks at what waits',
      placeholder: '<text>',
    },
  },
  examples: [
    'jobs pause target us-east-1 --reason "The cluster is being upgraded"',
    'jobs pause kind publish-lane --reason "Freeze until Monday"',
  ],
  async run({ connect, flags, output, parameters, signal }) {
    const subject = readPauseSubject(parameters);
    const { reason } = flags;
    if (reason === undefined) {
      throw new UsageError(
        'Give --reason: whoever looks at what waits will read why',
      );
    }
    const client = await connect();
    output.print(
      await client.pauseJobs({ ...subject, reason }, { signal }),
      formatPause,
    );
  },
});

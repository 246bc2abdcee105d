import { JOB_STATES } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { oneOf, text } from '../../arguments/flagTypes';
import { jobKindFlag, targetFlag, teamFlag } from '../../arguments/jobFlags';
import { pageFlags, readPages } from '../../arguments/pageFlags';
import { UsageError } from '../../errors';
import { formatJobs } from '../../output/jobs';
import { defineCommand } from '../Command';

const jobsListFlags = {
  state: {
    type: oneOf('--state', JOB_STATES),
    description: 'Only in this state',
    placeholder: '<state>',
  },
  kind: jobKindFlag('Only of this kind'),
  team: teamFlag('Only of this team'),
  target: targetFlag('Only of requests on this target'),
  key: {
    type: text('--key'),
    description: 'Only of this request or repository',
    placeholder: '<key>',
  },
  request: {
    type: text('--request'),
    description: 'Only of this request, for whoever may see the request',
    placeholder: '<id>',
  },
  ...pageFlags,
} as const;

export const jobsList = defineCommand({
  path: ['jobs', 'list'],
  summary:
    'Lists jobs, newest first: why they wait, who runs them, how they ended',
  flags: jobsListFlags,
  examples: [
    'jobs list --state dead',
    'jobs list --request req-0123456789abcdef',
  ],
  async run({ connect, flags, host, output, signal }) {
    const { request, state, kind, team, target, key } = flags;
    if (
      request !== undefined &&
      (state ?? kind ?? team ?? target ?? key) !== undefined
    ) {
      throw new UsageError(
        'Give --request without --state, --kind, --team, --target and --key',
      );
    }
    const client = await connect();
    const page = await readPages({
      flags,
      host,
      read: position =>
        request === undefined
          ? client.listJobs(
              { state, kind, team, target, key, ...position },
              { signal },
            )
          : client.listRequestJobs(request, position, { signal }),
    });
    output.print(page, ({ items }) => formatJobs(items));
  },
});

import { REQUEST_PHASES } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { oneOf, text } from '../../arguments/flagTypes';
import { pageFlags, readPages } from '../../arguments/pageFlags';
import { formatRequests } from '../../output/requests';
import { defineCommand } from '../Command';

const requestListFlags = {
  phase: {
    type: [oneOf('--phase', REQUEST_PHASES)],
    description: 'Only in this phase; may be repeated',
    placeholder: '<phase>',
  },
  class: {
    type: [text('--class')],
    description: 'Only of this class; may be repeated',
    placeholder: '<name>',
  },
  team: {
    type: [text('--team')],
    description: 'Only of this team; may be repeated',
    placeholder: '<name>',
  },
  app: {
    type: [text('--app')],
    description: 'Only of this application; may be repeated',
    placeholder: '<name>',
  },
  region: {
    type: [text('--region')],
    description: 'Only in this region; may be repeated',
    placeholder: '<name>',
  },
  requester: {
    type: [text('--requester')],
    description: 'Only asked for by this user; may be repeated',
    placeholder: '<ref>',
  },
  ...pageFlags,
} as const;

export const requestList = defineCommand({
  path: ['request', 'list'],
  summary: 'Lists the requests that you may see, newest first',
  flags: requestListFlags,
  examples: ['request list --team platform --phase ready --phase failed'],
  async run({ connect, flags, host, output, signal }) {
    const client = await connect();
    const { phase, class: className, team, app, region, requester } = flags;
    const filters = { phase, class: className, team, app, region, requester };
    const page = await readPages({
      flags,
      host,
      read: position =>
        client.listRequests({ ...filters, ...position }, { signal }),
    });
    output.print(page, ({ items }) => formatRequests(items));
  },
});

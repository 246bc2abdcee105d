import { text } from '../../arguments/flagTypes';
import { pageFlags, readPages } from '../../arguments/pageFlags';
import { UsageError } from '../../errors';
import { formatTable } from '../../output/table';
import { formatInstant, shorten } from '../../output/values';
import { defineCommand } from '../Command';

export const driftList = defineCommand({
  path: ['drift', 'list'],
  summary: 'Lists edits of others below published paths',
  flags: {
    team: {
      type: text('--team'),
      description: 'Only of this team',
      placeholder: '<name>',
    },
    request: {
      type: text('--request'),
      description: 'Only below this request, resolved ones too',
      placeholder: '<id>',
    },
    resolved: {
      type: Boolean,
      description: 'Resolved ones too',
    },
    ...pageFlags,
  },
  examples: ['drift list --team platform', 'drift list --resolved --all'],
  async run({ connect, flags, host, output, signal }) {
    const { request, resolved, team } = flags;
    if (request !== undefined && team !== undefined) {
      throw new UsageError('Give --request or --team, not both');
    }
    const client = await connect();
    const page = await readPages({
      flags,
      host,
      read: position =>
        request === undefined
          ? client.listDrift({ team, all: resolved, ...position }, { signal })
          : client.listRequestDrift(request, position, { signal }),
    });
    output.print(page, ({ items }) =>
      formatTable(items, [
        { title: 'REQUEST', value: ({ requestId }) => requestId },
        { title: 'PATH', value: ({ path }) => path },
        { title: 'CHANGE', value: ({ change }) => change },
        { title: 'COMMIT', value: ({ commit }) => shorten(commit) },
        { title: 'AUTHOR', value: ({ author }) => author },
        { title: 'SUBJECT', value: ({ subject }) => subject },
        {
          title: 'DETECTED',
          value: ({ detectedAt }) => formatInstant(detectedAt),
        },
        { title: 'RESOLUTION', value: ({ resolution }) => resolution },
      ]),
    );
  },
});

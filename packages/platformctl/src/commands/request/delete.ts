import { text } from '../../arguments/flagTypes';
import { waitAfterFlags } from '../../arguments/requestFlags';
import { defineCommand } from '../Command';
import { printAsked } from './printAsked';

export const requestDelete = defineCommand({
  path: ['request', 'delete'],
  summary: 'Asks for a request to be torn down',
  parameters: ['<id>'],
  flags: {
    reason: {
      type: text('--reason'),
      description: 'Why, for whoever approves',
      placeholder: '<text>',
    },
    ...waitAfterFlags,
  },
  examples: ['request delete req-0123456789abcdef --wait'],
  async run(call) {
    const { connect, flags, parameters, signal } = call;
    const client = await connect();
    const { reason } = flags;
    const request = await client.deleteRequest(parameters[0], {
      reason,
      signal,
    });
    await printAsked(call, client, request);
  },
});

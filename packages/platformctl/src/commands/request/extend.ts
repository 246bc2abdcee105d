import { randomUUID } from 'node:crypto';
import { hours, integer, text } from '../../arguments/flagTypes';
import { onlyOne } from '../../arguments/mergeFields';
import { waitAfterFlags } from '../../arguments/requestFlags';
import { UsageError } from '../../errors';
import { defineCommand } from '../Command';
import { printAsked } from './printAsked';

export const requestExtend = defineCommand({
  path: ['request', 'extend'],
  summary: 'Asks for a longer lease',
  parameters: ['<id>'],
  flags: {
    by: {
      type: hours('--by'),
      description: 'How much longer, e.g. 12h or 2d',
      placeholder: '<duration>',
    },
    hours: {
      type: integer('--hours', { min: 1, max: 8760 }),
      description: 'The same in hours',
      placeholder: '<hours>',
    },
    reason: {
      type: text('--reason'),
      description: 'Why, for whoever approves',
      placeholder: '<text>',
    },
    idempotencyKey: {
      type: text('--idempotency-key'),
      description:
        'Makes the command repeatable: the same key and body ask once',
      placeholder: '<key>',
    },
    ...waitAfterFlags,
  },
  examples: ['request extend req-0123456789abcdef --by 2d'],
  async run(call) {
    const { connect, flags, host, parameters, signal } = call;
    const added = onlyOne(['--by', flags.by], ['--hours', flags.hours]);
    if (added === undefined) {
      throw new UsageError('Give --by with how much longer, e.g. 12h or 2d');
    }
    const idempotencyKey = flags.idempotencyKey ?? randomUUID();
    host.stderr(`Idempotency key: ${idempotencyKey}\n`);
    const client = await connect();
    const request = await client.extendRequest(
      parameters[0],
      { hours: added, reason: flags.reason },
      { idempotencyKey, signal },
    );
    await printAsked(call, client, request);
  },
});

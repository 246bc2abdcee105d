import { randomUUID } from 'node:crypto';
import {
  buildCreateBody,
  createFlags,
  DEFAULT_TIMEOUT_MS,
  waitAfterFlags,
} from '../../arguments/requestFlags';
import { formatRequest } from '../../output/requests';
import { waitForRequest } from '../../wait/waitForRequest';
import { defineCommand } from '../Command';

export const requestCreate = defineCommand({
  path: ['request', 'create'],
  summary: 'Asks for an environment',
  flags: { ...createFlags, ...waitAfterFlags },
  examples: [
    'request create --class preview --team platform --app payments-api --region us-east-1 --ttl 24h --wait',
    'request create --file production.json --param changeTicket=CHG-1042',
  ],
  async run({ connect, flags, host, output, signal }) {
    const body = await buildCreateBody(flags);
    const client = await connect();
    // Made here rather than by the server, so that a lost answer can be asked for again.
    const idempotencyKey = flags.idempotencyKey ?? randomUUID();
    host.stderr(`Idempotency key: ${idempotencyKey}\n`);
    const { created, request } = await client.createRequest(body, {
      idempotencyKey,
      signal,
    });
    host.stderr(
      created
        ? `Created ${request.id}\n`
        : `${request.id} was created before with this key\n`,
    );
    const shown = flags.wait
      ? await waitForRequest({
          client,
          id: request.id,
          goal: { type: 'phase', phase: 'ready' },
          timeoutMs: flags.timeout ?? DEFAULT_TIMEOUT_MS,
          host,
        })
      : request;
    output.print(shown, formatRequest);
  },
});

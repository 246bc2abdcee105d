import { REQUEST_PHASES } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { generationFlag } from '../../arguments/decisionFlags';
import { oneOf } from '../../arguments/flagTypes';
import { DEFAULT_TIMEOUT_MS, waitFlags } from '../../arguments/requestFlags';
import { UsageError } from '../../errors';
import { formatRequest } from '../../output/requests';
import { waitForRequest } from '../../wait/waitForRequest';
import { defineCommand } from '../Command';

const requestWaitFlags = {
  for: {
    type: oneOf('--for', REQUEST_PHASES),
    description: 'Phase to wait for; ready when absent',
    placeholder: '<phase>',
  },
  ...generationFlag,
  ...waitFlags,
} as const;

export const requestWait = defineCommand({
  path: ['request', 'wait'],
  summary: 'Waits until a request is ready, telling the progress on stderr',
  parameters: ['<id>'],
  flags: requestWaitFlags,
  examples: [
    'request wait req-0123456789abcdef --timeout 30m',
    'request wait req-0123456789abcdef --for deleted',
    'request wait req-0123456789abcdef --generation 2',
  ],
  async run({ connect, flags, host, output, parameters: [id] }) {
    const { for: phase, generation, timeout } = flags;
    if (phase !== undefined && generation !== undefined) {
      throw new UsageError('Give --for or --generation, not both');
    }
    const request = await waitForRequest({
      client: await connect(),
      id,
      goal:
        generation === undefined
          ? { type: 'phase', phase: phase ?? 'ready' }
          : { type: 'revision', generation },
      timeoutMs: timeout ?? DEFAULT_TIMEOUT_MS,
      host,
    });
    output.print(request, formatRequest);
  },
});

import { text } from '../../arguments/flagTypes';
import {
  buildChangeBody,
  changeFlags,
  waitAfterFlags,
} from '../../arguments/requestFlags';
import { defineCommand } from '../Command';
import { printAsked } from './printAsked';

export const requestUpdate = defineCommand({
  path: ['request', 'update'],
  summary: 'Asks for a change of a request, as a new revision',
  parameters: ['<id>'],
  flags: {
    ...changeFlags,
    ifMatch: {
      type: text('--if-match'),
      description:
        'ETag of the request as you have seen it; as it is now when absent',
      placeholder: '<etag>',
    },
    ...waitAfterFlags,
  },
  examples: [
    'request update req-0123456789abcdef --ref v2.1.0 --reason "Second release"',
    'request update req-0123456789abcdef --param replicas=3 --wait',
  ],
  async run(call) {
    const { connect, flags, parameters, signal } = call;
    const client = await connect();
    const [id] = parameters;
    const { request, etag } = await client.getRequest(id, { signal });
    const body = await buildChangeBody(flags, request);
    const changed = await client.changeRequest(id, body, {
      etag: flags.ifMatch ?? etag ?? `"${request.version}"`,
      signal,
    });
    await printAsked(call, client, changed.request);
  },
});

import { formatRequest } from '../../output/requests';
import { defineCommand } from '../Command';

export const requestGet = defineCommand({
  path: ['request', 'get'],
  summary: 'Shows one request',
  parameters: ['<id>'],
  async run({ connect, output, parameters: [id], signal }) {
    const client = await connect();
    const { request } = await client.getRequest(id, { signal });
    output.print(request, formatRequest);
  },
});

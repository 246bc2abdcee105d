import { chooseRevision, generationFlag } from '../../arguments/decisionFlags';
import { text } from '../../arguments/flagTypes';
import { formatRequest } from '../../output/requests';
import { defineCommand } from '../Command';

export const requestWithdraw = defineCommand({
  path: ['request', 'withdraw'],
  summary: 'Takes an open revision back',
  parameters: ['<id>'],
  flags: {
    ...generationFlag,
    comment: {
      type: text('--comment'),
      description: 'Why',
      placeholder: '<text>',
    },
  },
  async run({ connect, flags, output, parameters: [id], signal }) {
    const client = await connect();
    const { request } = await client.getRequest(id, { signal });
    const { generation } = chooseRevision(
      request.openRevisions,
      flags.generation,
      'is open',
    );
    output.print(
      await client.withdrawRequest(
        id,
        { generation, comment: flags.comment },
        { signal },
      ),
      formatRequest,
    );
  },
});

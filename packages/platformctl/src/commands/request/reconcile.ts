import { formatJob } from '../../output/jobs';
import { defineCommand } from '../Command';

export const requestReconcile = defineCommand({
  path: ['request', 'reconcile'],
  summary: 'Enqueues a reconcile and shows its job',
  parameters: ['<id>'],
  async run({ connect, output, parameters: [id], signal }) {
    const client = await connect();
    output.print(await client.reconcileRequest(id, { signal }), formatJob);
  },
});

import { chooseRevision, decisionFlags } from '../../arguments/decisionFlags';
import { UsageError } from '../../errors';
import { formatRequest } from '../../output/requests';
import { defineCommand } from '../Command';
import { confirmPlan } from './confirmPlan';

export const requestReject = defineCommand({
  path: ['request', 'reject'],
  summary: 'Rejects a revision, with a comment that says why',
  parameters: ['<id>'],
  flags: decisionFlags,
  examples: [
    'request reject req-0123456789abcdef --comment "Wait for the freeze to end"',
  ],
  async run({ connect, flags, host, output, parameters: [id], signal }) {
    const { comment } = flags;
    if (comment === undefined) {
      throw new UsageError('Give --comment: the requester will read why');
    }
    const client = await connect();
    const { request } = await client.getRequest(id, { signal });
    const { generation } = chooseRevision(
      request.openRevisions.filter(({ state }) => state === 'pending_approval'),
      flags.generation,
      'waits for approval',
    );
    const plan = await client.getPlan(id, generation, { signal });
    confirmPlan(plan, flags.planDigest, host);
    output.print(
      await client.rejectRequest(
        id,
        { generation, planDigest: plan.digest, comment },
        { signal },
      ),
      formatRequest,
    );
  },
});

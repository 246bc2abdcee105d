import { chooseRevision, decisionFlags } from '../../arguments/decisionFlags';
import { waitAfterFlags } from '../../arguments/requestFlags';
import { defineCommand } from '../Command';
import { confirmPlan } from './confirmPlan';
import { printAsked } from './printAsked';

export const requestApprove = defineCommand({
  path: ['request', 'approve'],
  summary: 'Approves a revision by the digest of its plan, which is shown',
  parameters: ['<id>'],
  flags: { ...decisionFlags, ...waitAfterFlags },
  examples: [
    'request approve req-0123456789abcdef --comment "Agreed in the change meeting"',
    'request approve req-0123456789abcdef --generation 2 --plan-digest sha256:… --wait',
  ],
  async run(call) {
    const { connect, flags, host, parameters, signal } = call;
    const [id] = parameters;
    const client = await connect();
    const { request } = await client.getRequest(id, { signal });
    const { generation } = chooseRevision(
      request.openRevisions.filter(({ state }) => state === 'pending_approval'),
      flags.generation,
      'waits for approval',
    );
    const plan = await client.getPlan(id, generation, { signal });
    confirmPlan(plan, flags.planDigest, host);
    const approved = await client.approveRequest(
      id,
      { generation, planDigest: plan.digest, comment: flags.comment },
      { signal },
    );
    await printAsked(call, client, { ...approved, generation });
  },
});

import { chooseRevision, decisionFlags } from '../../arguments/decisionFlags';
import { waitAfterFlags } from '../../arguments/requestFlags';
import { UsageError } from '../../errors';
import { defineCommand } from '../Command';
import { confirmApproval } from './confirmApproval';
import { confirmPlan } from './confirmPlan';
import { printAsked } from './printAsked';

export const requestApprove = defineCommand({
  path: ['request', 'approve'],
  summary: 'Approves a revision by the digest of its plan, after showing it',
  parameters: ['<id>'],
  flags: {
    ...decisionFlags,
    yes: {
      type: Boolean,
      description: 'Approve the plan as it is now, without being asked',
    },
    ...waitAfterFlags,
  },
  examples: [
    'request approve req-0123456789abcdef --comment "Agreed in the change meeting"',
    'request approve req-0123456789abcdef --generation 2 --plan-digest sha256:… --wait',
  ],
  async run(call) {
    const { connect, flags, host, parameters, signal } = call;
    const [id] = parameters;
    const isDecided = flags.planDigest !== undefined || flags.yes === true;
    if (!isDecided && !host.isInteractive) {
      throw new UsageError(
        'Give --plan-digest with the digest of the plan you have seen, or --yes to approve it as it is: there is no terminal to ask on',
      );
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
    if (!isDecided) {
      await confirmApproval(plan, host);
    }
    const approved = await client.approveRequest(
      id,
      { generation, planDigest: plan.digest, comment: flags.comment },
      { signal },
    );
    await printAsked(call, client, { ...approved, generation });
  },
});

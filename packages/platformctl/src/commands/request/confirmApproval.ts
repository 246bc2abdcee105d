import { Plan } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { FailedError } from '../../errors';
import { Host } from '../../Host';
import { formatChangeSummary } from '../../output/plan';

/**
 * Asks the person at the terminal whether a plan that was shown is approved.
 *
 * @throws FailedError unless the answer is yes.
 */
export async function confirmApproval(plan: Plan, host: Host): Promise<void> {
  host.stderr(formatChangeSummary(plan));
  const answer = await host.ask(
    `Approve generation ${plan.generation} (${plan.action}) of ${plan.requestId}? [y/N] `,
  );
  if (!/^y(?:es)?$/i.test(answer?.trim() ?? '')) {
    throw new FailedError('Nothing was approved');
  }
}

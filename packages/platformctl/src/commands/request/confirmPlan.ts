import { Plan } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { FailedError } from '../../errors';
import { Host } from '../../Host';
import { formatPlanSummary } from '../../output/plan';

/**
 * Shows what a decision is about, and refuses a plan that is not the one the decider has seen.
 *
 * @throws FailedError when `seenDigest` is given and is another one.
 */
export function confirmPlan(
  plan: Plan,
  seenDigest: string | undefined,
  host: Host,
) {
  host.stderr(formatPlanSummary(plan));
  if (seenDigest !== undefined && seenDigest !== plan.digest) {
    throw new FailedError(
      `Generation ${plan.generation} has the plan digest ${plan.digest}, not ${seenDigest}: look at the plan again`,
    );
  }
}

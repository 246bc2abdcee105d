import { PublishOutcome } from '../Publisher';
import { OperationPlan } from './planOperation';

/** What a plan that writes nothing means for whoever asked. */
export function planOutcome(
  plan: Exclude<OperationPlan, { type: 'write' }>,
  head: string,
): PublishOutcome {
  switch (plan.type) {
    case 'unchanged':
      return { type: 'unchanged', head };
    case 'path_refused':
      return {
        type: 'rejected',
        reason: 'path_refused',
        message: `Refused: ${plan.message}.`,
        advice:
          'Change the request so that it stays within its folder, or remove what is in the way on the branch; then replay the job.',
        retryable: false,
      };
    case 'message_refused':
      return {
        type: 'rejected',
        reason: 'unknown',
        message: `The commit message cannot be written: ${plan.message}.`,
        advice: 'Change what goes into the commit message of the request.',
        retryable: false,
      };
    case 'secret_found': {
      const { path, rule, line } = plan.finding;
      const place = line === undefined ? path : `${path}, line ${line}`;
      return {
        type: 'rejected',
        reason: 'secret_found',
        message: `${place} looks like it holds a secret (rule ${rule}), so nothing was written.`,
        advice:
          'Take the secret out of the request and refer to it by an ExternalSecret, SealedSecret or SOPS file; if it was a real one, revoke it.',
        retryable: false,
      };
    }
    default: {
      const unknown: never = plan;
      return unknown;
    }
  }
}

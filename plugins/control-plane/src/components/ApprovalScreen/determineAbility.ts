import { Plan } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Loaded } from '@platform-control-plane/backstage-plugin-control-plane-react';
import { Decision } from './useDecision';
import { Dossier } from './useDossier';

/** Whether the caller can take a decision now, and what stands in the way. */
export type Ability =
  | { kind: 'able' }
  /** `reason` is the API's, in words for the caller; absent when it said nothing. */
  | { kind: 'refused'; reason?: string }
  /** The plan is not the one that the caller has looked at. */
  | { kind: 'plan_changed' }
  | { kind: 'plan_loading' }
  | { kind: 'plan_missing' };

/**
 * Judges what stands between the caller and a decision.
 *
 * @remarks
 * A yes is to exactly what was shown, so it needs the plan on the screen. A no does not: what cannot be read can be refused.
 */
export function determineAbility(
  decision: Decision,
  options: {
    dossier: Dossier;
    plan: Loaded<Plan>;
    /** Digest of the plan that the caller has looked at. */
    seenDigest: string;
  },
): Ability {
  const { dossier, plan, seenDigest } = options;
  const verdict = dossier.verdicts.find(({ action }) => action === decision);
  if (!verdict?.allowed) {
    return { kind: 'refused', reason: verdict?.reason };
  }
  if (dossier.revision.planDigest !== seenDigest) {
    return { kind: 'plan_changed' };
  }
  if (decision === 'reject' || plan.status === 'ready') {
    return { kind: 'able' };
  }
  return { kind: plan.status === 'failed' ? 'plan_missing' : 'plan_loading' };
}

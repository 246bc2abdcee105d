import { ConditionType } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { RequestCondition } from './Request';

export type ConditionUpdate = Omit<
  RequestCondition,
  'lastTransitionTime' | 'observedGeneration'
>;

/**
 * Conditions with some of them set anew.
 *
 * @remarks
 * As in Kubernetes (`metav1.Condition`), `lastTransitionTime` moves only when the status changes.
 */
export function withConditions(
  conditions: readonly RequestCondition[],
  updates: readonly ConditionUpdate[],
  at: { now: Date; generation: number },
): RequestCondition[] {
  const byType = new Map<ConditionType, RequestCondition>(
    conditions.map(condition => [condition.type, condition]),
  );
  for (const update of updates) {
    const before = byType.get(update.type);
    byType.set(update.type, {
      ...update,
      lastTransitionTime:
        before && before.status === update.status
          ? before.lastTransitionTime
          : at.now,
      observedGeneration: at.generation,
    });
  }
  return [...byType.values()];
}

export function withoutCondition(
  conditions: readonly RequestCondition[],
  type: ConditionType,
): RequestCondition[] {
  return conditions.filter(condition => condition.type !== type);
}

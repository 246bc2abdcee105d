import { createConditionExports } from '@backstage/plugin-permission-node';
import { requestRules } from './rules';
import { requestResourceRef } from './requestResourceRef';

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: requestResourceRef,
  rules: requestRules,
});

/** Conditions on requests, for the authors of permission policies. */
export const controlPlaneRequestConditions = conditions;

/** Wraps conditions on requests into the decision that a permission policy returns. */
export const createControlPlaneRequestConditionalDecision =
  createConditionalDecision;

import {
  AuthorizeResult,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionTransformer,
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import {
  AccessDecision,
  RequestScope,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import {
  FilterExpression,
  FilterKey,
  FilterMatch,
  allOf,
  anyOf,
} from '../domain/request/RequestFilter';
import { RequestRuleset } from './registerPermissions';
import { requestResourceRef } from './requestResourceRef';

/**
 * The requests that a decision of the permission framework lets through.
 *
 * @throws Error when the conditions are about something else than requests, or name a rule that is not registered: nobody gets through then.
 */
export function filterOfPolicyDecision(
  decision: PolicyDecision,
  ruleset: RequestRuleset,
): FilterExpression {
  switch (decision.result) {
    case AuthorizeResult.ALLOW:
      return { type: 'everything' };
    case AuthorizeResult.DENY:
      return { type: 'nothing' };
    case AuthorizeResult.CONDITIONAL: {
      const { pluginId, resourceType } = requestResourceRef;
      if (
        decision.pluginId !== pluginId ||
        decision.resourceType !== resourceType
      ) {
        throw new Error(
          `The permission policy answered with conditions on '${decision.resourceType}' of plugin '${decision.pluginId}'; expected '${resourceType}' of plugin '${pluginId}'`,
        );
      }
      const criteria = createConditionTransformer(ruleset)(decision.conditions);
      return filterOfCriteria(criteria);
    }
    default: {
      const unreachable: never = decision;
      throw new Error(`Unknown policy decision ${unreachable}`);
    }
  }
}

function filterOfCriteria(
  criteria: PermissionCriteria<FilterMatch>,
): FilterExpression {
  if (isAndCriteria(criteria)) {
    return allOf(...criteria.allOf.map(filterOfCriteria));
  }
  if (isOrCriteria(criteria)) {
    return anyOf(...criteria.anyOf.map(filterOfCriteria));
  }
  if (isNotCriteria(criteria)) {
    return { type: 'not', of: filterOfCriteria(criteria.not) };
  }
  return criteria;
}

/** The requests that the roles of a caller let through. */
export function filterOfAccessDecision(
  decision: AccessDecision,
): FilterExpression {
  switch (decision.type) {
    case 'allow':
      return { type: 'everything' };
    case 'deny':
      return { type: 'nothing' };
    case 'conditional':
      return anyOf(...decision.anyOf.map(filterOfScope));
    default: {
      const unreachable: never = decision;
      throw new Error(`Unknown access decision ${unreachable}`);
    }
  }
}

function filterOfScope(scope: RequestScope): FilterExpression {
  return allOf(
    matchUnlessAbsent('team', scope.teams),
    matchUnlessAbsent('class', scope.classes),
    matchUnlessAbsent('region', scope.regions),
    matchUnlessAbsent('requester', scope.requester && [scope.requester]),
  );
}

function matchUnlessAbsent(
  key: FilterKey,
  values: readonly string[] | '' | undefined,
): FilterExpression {
  return values ? { type: 'match', key, values } : { type: 'everything' };
}

import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { RESOURCE_TYPE_REQUEST } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { RequestScope } from './AccessDecision';

/** The names of the resource rules for requests: what a permission policy says and the backend understands. */
export const REQUEST_RULES = {
  inTeam: 'IN_TEAM',
  hasClass: 'HAS_CLASS',
  inRegion: 'IN_REGION',
  isRequester: 'IS_REQUESTER',
  inPhase: 'IN_PHASE',
} as const;

type RequestCondition = PermissionCondition<typeof RESOURCE_TYPE_REQUEST>;

/**
 * The scopes of a conditional decision as conditions of the permission framework.
 *
 * @remarks
 * Conditions are plain objects, so a policy needs not import the backend that evaluates them.
 */
export function conditionsOfScopes(
  anyOf: readonly RequestScope[],
): PermissionCriteria<RequestCondition> {
  const [first, ...rest] = anyOf.map(conditionsOfScope);
  if (!first) {
    throw new Error('A conditional decision has at least one scope; got none');
  }
  return rest.length === 0 ? first : { anyOf: [first, ...rest] };
}

function conditionsOfScope(
  scope: RequestScope,
): PermissionCriteria<RequestCondition> {
  const { inTeam, hasClass, inRegion, isRequester } = REQUEST_RULES;
  const [first, ...rest] = [
    ...(scope.teams ? [condition(inTeam, { teams: scope.teams })] : []),
    ...(scope.classes ? [condition(hasClass, { classes: scope.classes })] : []),
    ...(scope.regions ? [condition(inRegion, { regions: scope.regions })] : []),
    ...(scope.requester
      ? [condition(isRequester, { requesters: [scope.requester] })]
      : []),
  ];
  if (!first) {
    throw new Error(
      'A scope of a conditional decision bounds something; this one covers every request and should be an allow',
    );
  }
  return rest.length === 0 ? first : { allOf: [first, ...rest] };
}

function condition(
  rule: string,
  params: Record<string, readonly string[]>,
): RequestCondition {
  return {
    rule,
    resourceType: RESOURCE_TYPE_REQUEST,
    params: Object.fromEntries(
      Object.entries(params).map(([key, values]) => [key, [...values]]),
    ),
  };
}

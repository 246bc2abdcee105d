/** What the rules of access look at in a request. */
export interface AccessFacts {
  team: string;
  class: string;
  region: string;
  /** Entity reference of a user, or the subject of a service. */
  requester: string;
}

/** A part of all requests: those for which every member that is present holds. */
export interface RequestScope {
  teams?: readonly string[];
  classes?: readonly string[];
  regions?: readonly string[];
  requester?: string;
}

/** What the roles of a caller say about one permission. */
export type AccessDecision =
  | { type: 'allow' }
  | { type: 'deny' }
  /** Allowed for requests within at least one of the scopes; there is at least one. */
  | { type: 'conditional'; anyOf: readonly RequestScope[] };

/** Whether a decision covers a request. */
export function allows(decision: AccessDecision, facts: AccessFacts): boolean {
  switch (decision.type) {
    case 'allow':
      return true;
    case 'deny':
      return false;
    case 'conditional':
      return decision.anyOf.some(scope => covers(scope, facts));
    default: {
      const unreachable: never = decision;
      throw new Error(`Unknown access decision ${unreachable}`);
    }
  }
}

function covers(scope: RequestScope, facts: AccessFacts): boolean {
  return (
    (scope.teams?.includes(facts.team) ?? true) &&
    (scope.classes?.includes(facts.class) ?? true) &&
    (scope.regions?.includes(facts.region) ?? true) &&
    (scope.requester === undefined || scope.requester === facts.requester)
  );
}

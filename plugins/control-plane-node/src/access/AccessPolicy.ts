import { Config } from '@backstage/config';
import {
  requestApprovePermission,
  requestCreatePermission,
  requestReadPermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  AccessDecision,
  AccessFacts,
  RequestScope,
  allows,
} from './AccessDecision';
import { Caller, callerRef, normaliseEntityRef, teamsOfUser } from './Caller';
import { mayDecideAtAll } from './fourEyes';
import { isGrantedToPlugin } from './pluginGrants';
import { readRoleGrants, readVisibility } from './readRoleGrants';
import { Role, RoleGrant, ROLES, Visibility } from './Role';
import { Reach, reachOf, rolesWith } from './roleTable';

/**
 * Who may do what, judged from the grants of the configuration alone.
 *
 * @remarks
 * Both the permission policy and the services of the backend ask this class, so that a service principal, which no permission policy ever
 * sees, meets the same rules as a user. A caller with several grants has the union of what they give; a caller with none has
 * nothing, except the plugins of `pluginGrants.ts`.
 */
export class AccessPolicy {
  readonly #grants: readonly RoleGrant[];
  readonly #visibility: Visibility;

  /**
   * Reads `controlPlane.roles` and `controlPlane.visibility`.
   *
   * @throws InputError naming the path of the key that is wrong.
   */
  static fromConfig(config: Config): AccessPolicy {
    return new AccessPolicy(readRoleGrants(config), readVisibility(config));
  }

  constructor(
    grants: readonly RoleGrant[],
    visibility: Visibility = 'restricted',
  ) {
    this.#grants = grants;
    this.#visibility = visibility;
  }

  /** What the roles of the caller say about a permission. A permission of another plugin is denied. */
  decide(caller: Caller, permission: string): AccessDecision {
    if (
      this.#visibility === 'open' &&
      permission === requestReadPermission.name &&
      caller.type === 'user'
    ) {
      return { type: 'allow' };
    }
    if (
      permission === requestApprovePermission.name &&
      mayDecideAtAll(caller).type === 'violated'
    ) {
      return { type: 'deny' };
    }
    if (
      caller.type === 'service' &&
      isGrantedToPlugin(caller.subject, permission)
    ) {
      return { type: 'allow' };
    }
    const scopes = this.#grantsOf(caller).flatMap(grant =>
      scopesOf(grant, reachOf(grant.role, permission), caller),
    );
    if (scopes.some(isUnbounded)) {
      return { type: 'allow' };
    }
    return scopes.length > 0
      ? { type: 'conditional', anyOf: scopes }
      : { type: 'deny' };
  }

  /** Whether the caller may ask for something new with these facts. */
  mayCreate(caller: Caller, facts: Omit<AccessFacts, 'requester'>): boolean {
    return allows(this.decide(caller, requestCreatePermission.name), {
      ...facts,
      requester: callerRef(caller),
    });
  }

  /** Where the caller may ask for something new; none means nowhere, a scope without members anywhere. */
  createScopes(caller: Caller): RequestScope[] {
    const decision = this.decide(caller, requestCreatePermission.name);
    switch (decision.type) {
      case 'allow':
        return [{}];
      case 'deny':
        return [];
      case 'conditional':
        return [...decision.anyOf];
      default: {
        const unreachable: never = decision;
        throw new Error(`Unknown access decision ${unreachable}`);
      }
    }
  }

  /**
   * The users and groups that hold a role which counts for a request, in the order of the configuration.
   *
   * @remarks
   * For "whom does it wait for". A group may have members to whom the rule of four eyes is closed: who they are only the catalog knows.
   */
  holdersOf(role: Role, facts: Omit<AccessFacts, 'requester'>): string[] {
    const covering = this.#grants.filter(
      grant =>
        grant.role === role &&
        (grant.teams?.includes(facts.team) ?? true) &&
        (grant.classes?.includes(facts.class) ?? true) &&
        (grant.regions?.includes(facts.region) ?? true),
    );
    return [...new Set(covering.flatMap(({ entities }) => entities))];
  }

  /** The roles that the caller holds, whatever they are narrowed to, the least one first. */
  rolesOf(caller: Caller): Role[] {
    const held = new Set(this.#grantsOf(caller).map(({ role }) => role));
    return ROLES.filter(role => held.has(role));
  }

  /** Why the caller is denied a permission, in words for that caller. Meaningless when it is allowed. */
  explainDenial(caller: Caller, permission: string): string {
    if (permission === requestApprovePermission.name) {
      const verdict = mayDecideAtAll(caller);
      if (verdict.type === 'violated') {
        return verdict.reason;
      }
    }
    const held = this.rolesOf(caller);
    if (held.length === 0) {
      return `${callerRef(caller)} has no role in the control plane`;
    }
    const needed = rolesWith(permission);
    if (!held.some(role => needed.includes(role))) {
      return `it needs the role ${needed.join(' or ')}; ${callerRef(
        caller,
      )} has ${held.join(' and ')}`;
    }
    const decision = this.decide(caller, permission);
    if (decision.type === 'conditional') {
      const scopes = decision.anyOf.map(describeScope).join(', or ');
      return `the roles of ${callerRef(caller)} allow it only for ${scopes}`;
    }
    return needed.some(role => reachOf(role, permission) === 'installation')
      ? `it concerns the whole installation, and the roles of ${callerRef(
          caller,
        )} are narrowed to a part of it`
      : `${callerRef(caller)} belongs to no team for which their roles count`;
  }

  #grantsOf(caller: Caller): RoleGrant[] {
    switch (caller.type) {
      case 'user': {
        const claims = new Set(
          [caller.ref, ...caller.ownership].map(normaliseEntityRef),
        );
        return this.#grants.filter(({ entities }) =>
          entities.some(entity => claims.has(entity)),
        );
      }
      case 'service':
        return this.#grants.filter(({ subjects }) =>
          subjects.includes(caller.subject),
        );
      default: {
        const unreachable: never = caller;
        throw new Error(`Unknown caller ${unreachable}`);
      }
    }
  }
}

function scopesOf(
  grant: RoleGrant,
  reach: Reach | undefined,
  caller: Caller,
): RequestScope[] {
  const scope: RequestScope = {
    ...(grant.teams && { teams: grant.teams }),
    ...(grant.classes && { classes: grant.classes }),
    ...(grant.regions && { regions: grant.regions }),
  };
  const inTeam = { ...scope, teams: teamsWithin(grant, caller) };
  const own = { requester: callerRef(caller) };
  switch (reach) {
    case undefined:
      return [];
    case 'always':
      return [{}];
    case 'installation':
      return isUnbounded(scope) ? [scope] : [];
    case 'scope':
      return [scope];
    case 'team':
      return [inTeam].filter(isReachable);
    case 'ownInTeam':
      return [{ ...inTeam, ...own }].filter(isReachable);
    case 'ownOrTeam':
      return [inTeam, { ...scope, ...own }].filter(isReachable);
    default: {
      const unreachable: never = reach;
      throw new Error(`Unknown reach ${unreachable}`);
    }
  }
}

/** The teams for which a grant counts as "one's own team". */
function teamsWithin(grant: RoleGrant, caller: Caller): readonly string[] {
  if (caller.type === 'service') {
    return grant.teams ?? [];
  }
  return teamsOfUser(caller).filter(
    team => grant.teams?.includes(team) ?? true,
  );
}

function isUnbounded(scope: RequestScope): boolean {
  return Object.keys(scope).length === 0;
}

/** A scope of no team covers nothing; left out, so that nobody has to translate an empty list. */
function isReachable(scope: RequestScope): boolean {
  return scope.teams === undefined || scope.teams.length > 0;
}

function describeScope(scope: RequestScope): string {
  const parts = [
    scope.teams && `team ${scope.teams.join(' or ')}`,
    scope.classes && `class ${scope.classes.join(' or ')}`,
    scope.regions && `region ${scope.regions.join(' or ')}`,
    scope.requester && 'asked for by themselves',
  ];
  return parts.filter(part => part !== undefined).join(', ');
}

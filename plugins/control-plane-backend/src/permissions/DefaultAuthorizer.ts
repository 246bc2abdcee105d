import {
  AuthService,
  BackstageCredentials,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  requestCreatePermission,
  requestReadPermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  AccessFacts,
  AccessPolicy,
  Caller,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { RequestFacts } from '../domain/request/Request';
import {
  FilterExpression,
  allOf,
  matchesFilter,
} from '../domain/request/RequestFilter';
import { requestNotFound } from '../domain/request/requestNotFound';
import {
  AccessVerdict,
  Authorizer,
  FoundRequest,
  RequestPermission,
} from './Authorizer';
import {
  filterOfAccessDecision,
  filterOfPolicyDecision,
} from './decisionFilters';
import { RequestRuleset } from './registerPermissions';
import { resolveCaller } from './resolveCaller';

export interface DefaultAuthorizerOptions {
  access: AccessPolicy;
  ruleset: RequestRuleset;
  permissions: PermissionsService;
  auth: AuthService;
  userInfo: UserInfoService;
}

/** What one caller may do with requests by one permission. */
interface Reach {
  permission: RequestPermission;
  byRoles: FilterExpression;
  byFramework: FilterExpression;
}

export class DefaultAuthorizer implements Authorizer {
  readonly #options: DefaultAuthorizerOptions;

  constructor(options: DefaultAuthorizerOptions) {
    this.#options = options;
  }

  async resolveCaller(credentials: BackstageCredentials): Promise<Caller> {
    return resolveCaller(credentials, this.#options);
  }

  async visible(
    credentials: BackstageCredentials,
    permission?: RequestPermission,
  ): Promise<FilterExpression> {
    const { reaches } = await this.#reaches(credentials, permission);
    return allOf(
      ...reaches.flatMap(({ byRoles, byFramework }) => [byRoles, byFramework]),
    );
  }

  async check(
    credentials: BackstageCredentials,
    permission: RequestPermission,
    facts: RequestFacts,
  ): Promise<AccessVerdict> {
    const { caller, reaches } = await this.#reaches(credentials, permission);
    for (const reach of reaches) {
      const verdict = this.#judge(caller, reach, facts);
      if (verdict.type === 'denied') {
        return verdict;
      }
    }
    return { type: 'allowed' };
  }

  async requireVisible(
    credentials: BackstageCredentials,
    found: FoundRequest,
  ): Promise<Caller> {
    return this.require(credentials, requestReadPermission, found);
  }

  async require(
    credentials: BackstageCredentials,
    permission: RequestPermission,
    { id, facts }: FoundRequest,
  ): Promise<Caller> {
    // Asked even when there is no such request, so that the time of the answer tells nothing either.
    const { caller, reaches } = await this.#reaches(credentials, permission);
    const [read, ...further] = reaches;
    if (!facts || this.#judge(caller, read, facts).type === 'denied') {
      throw requestNotFound(id);
    }
    for (const reach of further) {
      const verdict = this.#judge(caller, reach, facts);
      if (verdict.type === 'denied') {
        throw new NotAllowedError(
          `'${permission.name}' is not allowed on request '${id}': ${verdict.reason}`,
        );
      }
    }
    return caller;
  }

  async requireCreate(
    credentials: BackstageCredentials,
    facts: Omit<AccessFacts, 'requester'>,
  ): Promise<Caller> {
    return this.#requireBasic(credentials, requestCreatePermission, {
      of: `for team '${facts.team}', class '${facts.class}', region '${facts.region}'`,
      byRoles: caller => this.#options.access.mayCreate(caller, facts),
    });
  }

  async requireGranted(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<Caller> {
    return this.#requireBasic(credentials, permission, {
      of: 'to you',
      byRoles: caller =>
        this.#options.access.decide(caller, permission.name).type === 'allow',
    });
  }

  /** The reach of reading and of the permission, in this order and from one question to the framework. */
  async #reaches(
    credentials: BackstageCredentials,
    permission: RequestPermission = requestReadPermission,
  ): Promise<{ caller: Caller; reaches: [Reach, ...Reach[]] }> {
    const { access, permissions, ruleset } = this.#options;
    const asked =
      permission.name === requestReadPermission.name
        ? [requestReadPermission]
        : [requestReadPermission, permission];
    const [caller, decisions] = await Promise.all([
      this.resolveCaller(credentials),
      permissions.authorizeConditional(
        asked.map(each => ({ permission: each })),
        { credentials },
      ),
    ]);
    const [read, ...further] = asked.map((each, index) => ({
      permission: each,
      byRoles: filterOfAccessDecision(access.decide(caller, each.name)),
      byFramework: filterOfPolicyDecision(decisions[index], ruleset),
    }));
    return { caller, reaches: [read, ...further] };
  }

  #judge(caller: Caller, reach: Reach, facts: RequestFacts): AccessVerdict {
    if (!matchesFilter(reach.byRoles, facts)) {
      return {
        type: 'denied',
        reason: this.#options.access.explainDenial(
          caller,
          reach.permission.name,
        ),
      };
    }
    return matchesFilter(reach.byFramework, facts)
      ? { type: 'allowed' }
      : { type: 'denied', reason: frameworkReason(caller) };
  }

  async #requireBasic(
    credentials: BackstageCredentials,
    permission: BasicPermission,
    rule: { of: string; byRoles: (caller: Caller) => boolean },
  ): Promise<Caller> {
    const { access, permissions } = this.#options;
    const [caller, [decision]] = await Promise.all([
      this.resolveCaller(credentials),
      permissions.authorize([{ permission }], { credentials }),
    ]);
    if (!rule.byRoles(caller)) {
      const reason = access.explainDenial(caller, permission.name);
      throw denied(permission, rule.of, reason);
    }
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw denied(permission, rule.of, frameworkReason(caller));
    }
    return caller;
  }
}

function denied(
  permission: BasicPermission,
  of: string,
  reason: string,
): NotAllowedError {
  return new NotAllowedError(
    `'${permission.name}' is not allowed ${of}: ${reason}`,
  );
}

function frameworkReason(caller: Caller): string {
  return caller.type === 'service'
    ? 'the access restrictions of its token do not include it'
    : 'the permission policy of this Backstage does not allow it';
}

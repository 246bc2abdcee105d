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
  auditReadPermission,
  operationsManagePermission,
  operationsReadPermission,
  requestApprovePermission,
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
import { askService } from './askService';
import {
  AccessJudge,
  AccessVerdict,
  Authorizer,
  CallerRights,
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

  async rights(credentials: BackstageCredentials): Promise<CallerRights> {
    const { access, permissions } = this.#options;
    const [judge, [create, read, manage]] = await Promise.all([
      this.judge(credentials, [requestApprovePermission, auditReadPermission]),
      askService(
        'permission',
        permissions.authorize(
          [
            { permission: requestCreatePermission },
            { permission: operationsReadPermission },
            { permission: operationsManagePermission },
          ],
          { credentials },
        ),
      ),
    ]);
    const { caller } = judge;
    const has = (permission: BasicPermission, { result }: typeof read) =>
      result === AuthorizeResult.ALLOW &&
      access.decide(caller, permission.name).type === 'allow';
    // Who may act but not look cannot be offered anything to act on.
    const mayRead = has(operationsReadPermission, read);
    const mayManage = mayRead && has(operationsManagePermission, manage);
    const readOrNone = mayRead ? 'read' : 'none';
    return {
      caller,
      roles: access.rolesOf(caller),
      create:
        create.result === AuthorizeResult.ALLOW
          ? access.createScopes(caller)
          : [],
      mayDecide: judge.reach(requestApprovePermission).type !== 'nothing',
      operations: mayManage ? 'manage' : readOrNone,
      mayReadAudit: judge.reach(auditReadPermission).type !== 'nothing',
    };
  }

  async judge(
    credentials: BackstageCredentials,
    permissions: readonly RequestPermission[],
  ): Promise<AccessJudge> {
    const { caller, read, further } = await this.#reaches(
      credentials,
      permissions,
    );
    const visible = allOf(read.byRoles, read.byFramework);
    const reachOf = (permission: RequestPermission): Reach => {
      const found = [read, ...further].find(
        reach => reach.permission.name === permission.name,
      );
      if (!found) {
        throw new Error(
          `The permission ${permission.name} was not asked about; name it when the judge is made`,
        );
      }
      return found;
    };
    return {
      caller,
      visible,
      reach: permission => {
        const { byRoles, byFramework } = reachOf(permission);
        return allOf(visible, byRoles, byFramework);
      },
      judge: (permission, facts) => {
        const seen = this.#judge(caller, read, facts);
        return seen.type === 'denied'
          ? seen
          : this.#judge(caller, reachOf(permission), facts);
      },
    };
  }

  async requireSome(
    credentials: BackstageCredentials,
    permission: RequestPermission,
  ): Promise<FilterExpression> {
    const judge = await this.judge(credentials, [permission]);
    const reach = judge.reach(permission);
    if (reach.type === 'nothing') {
      const { access } = this.#options;
      const { caller } = judge;
      throw new NotAllowedError(
        `'${permission.name}' is not allowed on any request: ${
          access.decide(caller, permission.name).type === 'deny'
            ? access.explainDenial(caller, permission.name)
            : frameworkReason(caller)
        }`,
      );
    }
    return reach;
  }

  async visible(
    credentials: BackstageCredentials,
    permission?: RequestPermission,
  ): Promise<FilterExpression> {
    const judge = await this.judge(credentials, permission ? [permission] : []);
    return permission ? judge.reach(permission) : judge.visible;
  }

  async check(
    credentials: BackstageCredentials,
    permission: RequestPermission,
    facts: RequestFacts,
  ): Promise<AccessVerdict> {
    const judge = await this.judge(credentials, [permission]);
    return judge.judge(permission, facts);
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
    const { caller, read, further } = await this.#reaches(credentials, [
      permission,
    ]);
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

  /** The reaches of reading and of the permissions, from one question to the framework. */
  async #reaches(
    credentials: BackstageCredentials,
    wanted: readonly RequestPermission[],
  ): Promise<{ caller: Caller; read: Reach; further: Reach[] }> {
    const { access, permissions, ruleset } = this.#options;
    const asked = [
      requestReadPermission,
      ...wanted.filter(({ name }) => name !== requestReadPermission.name),
    ];
    const [caller, decisions] = await Promise.all([
      this.resolveCaller(credentials),
      askService(
        'permission',
        permissions.authorizeConditional(
          asked.map(each => ({ permission: each })),
          { credentials },
        ),
      ),
    ]);
    const [read, ...further] = asked.map((each, index) => ({
      permission: each,
      byRoles: filterOfAccessDecision(access.decide(caller, each.name)),
      byFramework: filterOfPolicyDecision(decisions[index], ruleset),
    }));
    return { caller, read, further };
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
      askService(
        'permission',
        permissions.authorize([{ permission }], { credentials }),
      ),
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

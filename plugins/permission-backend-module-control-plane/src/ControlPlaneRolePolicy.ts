import { UserInfoService } from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  Permission,
  PolicyDecision,
  isResourcePermission,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_REQUEST,
  controlPlanePermissions,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  AccessDecision,
  AccessPolicy,
  conditionsOfScopes,
} from '@platform-control-plane/backstage-plugin-control-plane-node';

export interface ControlPlaneRolePolicyOptions {
  access: AccessPolicy;
  userInfo: Pick<UserInfoService, 'getUserInfo'>;
  /** Answers the permissions of every other plugin. */
  delegate: PermissionPolicy;
}

/**
 * Answers the permissions of the control plane from the roles of the configuration and passes all others on.
 *
 * @remarks
 * What it answers, the services of the control plane would decide without it. With it, browsers know what to offer, and policies around it can
 * take away from it.
 *
 * @public
 */
export class ControlPlaneRolePolicy implements PermissionPolicy {
  readonly #options: ControlPlaneRolePolicyOptions;

  constructor(options: ControlPlaneRolePolicyOptions) {
    this.#options = options;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const { permission } = request;
    if (!isOurs(permission)) {
      return this.#options.delegate.handle(request, user);
    }
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    const { userEntityRef, ownershipEntityRefs } =
      await this.#options.userInfo.getUserInfo(user.credentials);
    const decision = this.#options.access.decide(
      { type: 'user', ref: userEntityRef, ownership: ownershipEntityRefs },
      permission.name,
    );
    return toPolicyDecision(decision, permission);
  }
}

function isOurs({ name }: Permission): boolean {
  return controlPlanePermissions.some(ours => ours.name === name);
}

function toPolicyDecision(
  decision: AccessDecision,
  permission: Permission,
): PolicyDecision {
  switch (decision.type) {
    case 'allow':
      return { result: AuthorizeResult.ALLOW };
    case 'deny':
      return { result: AuthorizeResult.DENY };
    case 'conditional':
      // A create has no resource to put conditions on. Whoever may create for some team may open the form; the backend judges what it says.
      return isResourcePermission(permission, RESOURCE_TYPE_REQUEST)
        ? {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'control-plane',
            resourceType: RESOURCE_TYPE_REQUEST,
            conditions: conditionsOfScopes(decision.anyOf),
          }
        : { result: AuthorizeResult.ALLOW };
    default: {
      const unreachable: never = decision;
      throw new Error(`Unknown access decision ${unreachable}`);
    }
  }
}

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import {
  controlPlanePermissions,
  operationsManagePermission,
  requestApprovePermission,
  requestCreatePermission,
  requestReadPermission,
  requestReconcilePermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  AccessPolicy,
  RoleGrant,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { ControlPlaneRolePolicy } from './ControlPlaneRolePolicy';

const ownershipEntityRefs = ['user:default/remy', 'group:default/platform'];
const credentials = mockCredentials.user('user:default/remy');
const user = {
  credentials,
  info: { userEntityRef: 'user:default/remy', ownershipEntityRefs },
};
const resourceType = 'control-plane-request';

function setUp(role?: RoleGrant['role'], more: Partial<RoleGrant> = {}) {
  const delegate = {
    handle: jest.fn().mockResolvedValue({ result: AuthorizeResult.DENY }),
  };
  const grants = role
    ? [{ role, entities: ['group:default/platform'], subjects: [], ...more }]
    : [];
  const policy = new ControlPlaneRolePolicy({
    access: new AccessPolicy(grants),
    userInfo: mockServices.userInfo({ ownershipEntityRefs }),
    delegate,
  });
  return { policy, delegate };
}

describe('ControlPlaneRolePolicy', () => {
  it('gives the permissions of other plugins to the delegate and nothing else', async () => {
    const { policy, delegate } = setUp('admin');
    const permission = createPermission({
      name: 'catalog.entity.read',
      attributes: {},
    });

    await expect(policy.handle({ permission }, user)).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
    expect(delegate.handle).toHaveBeenCalledWith({ permission }, user);

    delegate.handle.mockClear();
    for (const ours of controlPlanePermissions) {
      await policy.handle({ permission: ours }, user);
    }
    expect(delegate.handle).not.toHaveBeenCalled();
  });

  it('allows an admin everything', async () => {
    const { policy } = setUp('admin');
    for (const permission of controlPlanePermissions) {
      await expect(policy.handle({ permission }, user)).resolves.toEqual({
        result: AuthorizeResult.ALLOW,
      });
    }
  });

  it('denies everything to a user without a role and to nobody', async () => {
    const { policy } = setUp();
    for (const permission of controlPlanePermissions) {
      await expect(policy.handle({ permission }, user)).resolves.toEqual({
        result: AuthorizeResult.DENY,
      });
      await expect(policy.handle({ permission })).resolves.toEqual({
        result: AuthorizeResult.DENY,
      });
    }
  });

  it('puts conditions on requests that the role reaches in part', async () => {
    const { policy } = setUp('requester', { regions: ['eu-central'] });
    await expect(
      policy.handle({ permission: requestReconcilePermission }, user),
    ).resolves.toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'control-plane',
      resourceType,
      conditions: {
        allOf: [
          { rule: 'IN_TEAM', resourceType, params: { teams: ['platform'] } },
          {
            rule: 'IN_REGION',
            resourceType,
            params: { regions: ['eu-central'] },
          },
          {
            rule: 'IS_REQUESTER',
            resourceType,
            params: { requesters: ['user:default/remy'] },
          },
        ],
      },
    });
  });

  it('allows a create to whoever may create for some team, for there is nothing yet to put conditions on', async () => {
    const { policy } = setUp('requester');
    await expect(
      policy.handle({ permission: requestCreatePermission }, user),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
  });

  it('denies operations to a role that is narrowed', async () => {
    const { policy } = setUp('admin', { classes: ['preview'] });
    await expect(
      policy.handle({ permission: operationsManagePermission }, user),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
  });

  it('denies decisions to a guest who sees everything', async () => {
    const policy = new ControlPlaneRolePolicy({
      access: new AccessPolicy([
        { role: 'admin', entities: ['user:development/guest'], subjects: [] },
      ]),
      userInfo: mockServices.userInfo(),
      delegate: { handle: jest.fn() },
    });
    const guest = mockCredentials.user('user:development/guest');
    const asGuest = {
      credentials: guest,
      info: {
        userEntityRef: 'user:development/guest',
        ownershipEntityRefs: [],
      },
    };
    await expect(
      policy.handle({ permission: requestReadPermission }, asGuest),
    ).resolves.toEqual({ result: AuthorizeResult.ALLOW });
    await expect(
      policy.handle({ permission: requestApprovePermission }, asGuest),
    ).resolves.toEqual({ result: AuthorizeResult.DENY });
  });
});

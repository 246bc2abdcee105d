import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  auditReadPermission,
  classReadPermission,
  operationsManagePermission,
  operationsReadPermission,
  requestApprovePermission,
  requestCreatePermission,
  requestReadPermission,
  requestReconcilePermission,
  requestUpdatePermission,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import {
  AccessPolicy,
  Role,
  RoleGrant,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { RequestFacts } from '../domain/request/Request';
import { requestRuleset } from './__testUtils__/requestRuleset';
import { controlPlaneRequestConditions as conditions } from './conditionExports';
import { DefaultAuthorizer } from './DefaultAuthorizer';
import { requestResourceRef } from './requestResourceRef';

const remy = mockCredentials.user('user:default/remy');
const ci = mockCredentials.service('external:ci');
const id = 'req-0123456789abcdef';
const facts: RequestFacts = {
  team: 'platform',
  class: 'preview',
  region: 'eu-central',
  requester: 'user:default/remy',
  phase: 'ready',
};
const theirs: RequestFacts = {
  ...facts,
  team: 'payments',
  requester: 'user:default/priya',
};

const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };
const onlyPreview: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: requestResourceRef.pluginId,
  resourceType: requestResourceRef.resourceType,
  conditions: conditions.hasClass({ classes: ['preview'] }),
};

function grant(role: Role, more: Partial<RoleGrant> = {}): RoleGrant {
  return {
    role,
    entities: ['user:default/remy'],
    subjects: ['external:ci'],
    ...more,
  };
}

/** An authorizer for these grants, under a framework that answers by permission name. */
function setUp(
  grants: RoleGrant[],
  policy: (permission: string) => PolicyDecision = () => allow,
) {
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async queries =>
      queries.map(({ permission }) => policy(permission.name)),
    authorize: async queries =>
      queries.map(({ permission }) => {
        const { result } = policy(permission.name);
        return {
          result:
            result === AuthorizeResult.ALLOW
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        };
      }),
  });
  const authorizer = new DefaultAuthorizer({
    access: new AccessPolicy(grants),
    ruleset: requestRuleset(),
    permissions,
    auth: mockServices.auth(),
    userInfo: mockServices.userInfo({
      ownershipEntityRefs: ['user:default/remy', 'group:default/platform'],
    }),
  });
  return { authorizer, permissions };
}

const denyOnly = (denied: string) => (name: string) =>
  name === denied ? deny : allow;

describe('DefaultAuthorizer', () => {
  describe('judge', () => {
    it('judges by several permissions after one question to the framework', async () => {
      const { authorizer, permissions } = setUp(
        [grant('requester')],
        denyOnly(requestReconcilePermission.name),
      );
      const judge = await authorizer.judge(remy, [
        requestUpdatePermission,
        requestApprovePermission,
        requestReconcilePermission,
      ]);
      expect(permissions.authorizeConditional).toHaveBeenCalledTimes(1);
      expect(judge.judge(requestUpdatePermission, facts)).toEqual({
        type: 'allowed',
      });
      expect(judge.judge(requestApprovePermission, facts)).toMatchObject({
        type: 'denied',
        reason: expect.stringContaining('approver or admin'),
      });
      expect(judge.judge(requestReconcilePermission, facts)).toMatchObject({
        type: 'denied',
        reason: expect.stringContaining('permission policy'),
      });
      expect(judge.judge(requestUpdatePermission, theirs).type).toBe('denied');
      expect(judge.reach(requestApprovePermission)).toEqual({
        type: 'nothing',
      });
    });

    it('refuses to judge by a permission that was not asked about', async () => {
      const { authorizer } = setUp([grant('admin')]);
      const judge = await authorizer.judge(remy, []);
      expect(() => judge.judge(requestUpdatePermission, facts)).toThrow(
        'was not asked about',
      );
    });
  });

  describe('requireSome', () => {
    it('says on which requests a permission counts', async () => {
      const { authorizer } = setUp([grant('requester')], () => onlyPreview);
      await expect(
        authorizer.requireSome(remy, auditReadPermission),
      ).resolves.toMatchObject({ type: 'all' });
    });

    it.each<[string, RoleGrant[], PolicyDecision, string]>([
      ['the roles', [grant('viewer')], allow, 'requester or approver or admin'],
      ['the framework', [grant('admin')], deny, 'permission policy'],
    ])('refuses when %s leave nothing', async (_, grants, decision, why) => {
      const { authorizer } = setUp(grants, name =>
        name === auditReadPermission.name ? decision : allow,
      );
      await expect(
        authorizer.requireSome(remy, auditReadPermission),
      ).rejects.toThrow(why);
    });
  });

  describe('rights', () => {
    it('are what the roles give', async () => {
      const { authorizer } = setUp([
        grant('requester'),
        grant('approver', { classes: ['preview'] }),
      ]);
      await expect(authorizer.rights(remy)).resolves.toEqual({
        caller: expect.objectContaining({ ref: 'user:default/remy' }),
        roles: ['requester', 'approver'],
        create: [
          { teams: ['platform'] },
          { teams: ['platform'], classes: ['preview'] },
        ],
        mayDecide: true,
        operations: 'none',
        mayReadAudit: true,
      });
    });

    it.each([
      [requestCreatePermission.name, { create: [] }],
      [requestApprovePermission.name, { mayDecide: false }],
      [auditReadPermission.name, { mayReadAudit: false }],
      [operationsManagePermission.name, { operations: 'read' }],
      [operationsReadPermission.name, { operations: 'none' }],
    ])('lose what the framework takes away: %s', async (denied, lost) => {
      const { authorizer } = setUp([grant('admin')], denyOnly(denied));
      const full = {
        create: [{}],
        mayDecide: true,
        operations: 'manage',
        mayReadAudit: true,
      };
      await expect(authorizer.rights(remy)).resolves.toMatchObject({
        ...full,
        ...lost,
      });
    });
  });

  describe('visible', () => {
    it('is what the roles let through and the framework leaves of it', async () => {
      const { authorizer } = setUp([grant('viewer')], () => onlyPreview);
      await expect(authorizer.visible(remy)).resolves.toEqual({
        type: 'all',
        of: [
          { type: 'match', key: 'team', values: ['platform'] },
          { type: 'match', key: 'class', values: ['preview'] },
        ],
      });
    });

    it.each<[string, RoleGrant[], PolicyDecision, string]>([
      ['an admin', [grant('admin')], allow, 'everything'],
      ['an admin whom the framework denies', [grant('admin')], deny, 'nothing'],
      ['somebody without a role', [], allow, 'nothing'],
    ])('for %s is as expected', async (_, grants, decision, type) => {
      const { authorizer } = setUp(grants, () => decision);
      await expect(authorizer.visible(remy)).resolves.toEqual({ type });
    });

    it('asks for a further permission in the same question', async () => {
      const { authorizer, permissions } = setUp(
        [grant('approver')],
        denyOnly(auditReadPermission.name),
      );
      await expect(
        authorizer.visible(remy, auditReadPermission),
      ).resolves.toEqual({ type: 'nothing' });
      expect(permissions.authorizeConditional).toHaveBeenCalledTimes(1);
      expect(permissions.authorizeConditional).toHaveBeenCalledWith(
        [
          { permission: requestReadPermission },
          { permission: auditReadPermission },
        ],
        { credentials: remy },
      );
    });

    it('holds for a service, of which no policy ever hears', async () => {
      const { authorizer } = setUp([grant('viewer', { teams: ['payments'] })]);
      await expect(authorizer.visible(ci)).resolves.toEqual({
        type: 'match',
        key: 'team',
        values: ['payments'],
      });
    });
  });

  describe('require', () => {
    it('lets through who may and says who that is', async () => {
      const { authorizer, permissions } = setUp([grant('requester')]);
      await expect(
        authorizer.require(remy, requestUpdatePermission, { id, facts }),
      ).resolves.toMatchObject({ type: 'user', ref: 'user:default/remy' });
      expect(permissions.authorizeConditional).toHaveBeenCalledTimes(1);
    });

    it('answers a hidden request word for word as a missing one, and asks the same of the framework', async () => {
      const { authorizer, permissions } = setUp([grant('requester')]);
      const answer = (found: RequestFacts | undefined) =>
        authorizer
          .require(remy, requestUpdatePermission, { id, facts: found })
          .catch(error => ({ name: error.name, message: error.message }));

      const hidden = await answer(theirs);
      const missing = await answer(undefined);

      expect(hidden).toEqual({
        name: 'NotFoundError',
        message: `There is no request '${id}', or you may not see it`,
      });
      expect(missing).toEqual(hidden);
      const [first, second] = permissions.authorizeConditional.mock.calls;
      expect(second).toEqual(first);
    });

    it('hides a request that the framework hides, whatever the role', async () => {
      const { authorizer } = setUp(
        [grant('admin')],
        denyOnly(requestReadPermission.name),
      );
      await expect(
        authorizer.require(remy, requestUpdatePermission, { id, facts }),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });

    it.each<
      [
        string,
        Role,
        (name: string) => PolicyDecision,
        BackstageCredentials,
        RequestFacts,
        RegExp,
      ]
    >([
      [
        'the role does not carry it',
        'viewer',
        () => allow,
        remy,
        facts,
        /'control-plane\.request\.reconcile' is not allowed on request 'req-0123456789abcdef': it needs the role requester or approver or admin; user:default\/remy has viewer/,
      ],
      [
        'the role carries it for other requests only',
        'requester',
        () => allow,
        remy,
        { ...facts, requester: 'user:default/sam' },
        /allow it only for team platform, asked for by themselves/,
      ],
      [
        'the framework takes it away',
        'admin',
        denyOnly(requestReconcilePermission.name),
        remy,
        facts,
        /the permission policy of this Backstage does not allow it/,
      ],
      [
        'the framework leaves it for other requests only',
        'admin',
        name =>
          name === requestReconcilePermission.name ? onlyPreview : allow,
        remy,
        { ...facts, class: 'production' },
        /the permission policy of this Backstage does not allow it/,
      ],
      [
        'the token of a service is restricted',
        'admin',
        denyOnly(requestReconcilePermission.name),
        ci,
        facts,
        /the access restrictions of its token do not include it/,
      ],
    ])(
      'says why when the request may be seen but %s',
      async (_, role, policy, credentials, subject, message) => {
        const { authorizer } = setUp([grant(role)], policy);
        await expect(
          authorizer.require(credentials, requestReconcilePermission, {
            id,
            facts: subject,
          }),
        ).rejects.toMatchObject({
          name: 'NotAllowedError',
          message: expect.stringMatching(message),
        });
      },
    );

    it('lets no service decide, even when it is admin', async () => {
      const { authorizer } = setUp([grant('admin')]);
      await expect(
        authorizer.require(ci, requestApprovePermission, { id, facts }),
      ).rejects.toThrow('external:ci is a service');
    });

    it('lets nothing through that a policy grants and the roles do not', async () => {
      const { authorizer } = setUp([]);
      await expect(
        authorizer.require(remy, requestReadPermission, { id, facts }),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });
  });

  describe('requireVisible', () => {
    it('lets through who may see, and no one else', async () => {
      const { authorizer } = setUp([grant('viewer')]);
      await expect(
        authorizer.requireVisible(remy, { id, facts }),
      ).resolves.toMatchObject({ type: 'user' });
      await expect(
        authorizer.requireVisible(remy, { id, facts: theirs }),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
    });
  });

  describe('check', () => {
    it('answers without throwing', async () => {
      const { authorizer } = setUp([grant('viewer')]);
      await expect(
        authorizer.check(remy, requestReadPermission, facts),
      ).resolves.toEqual({ type: 'allowed' });
      await expect(
        authorizer.check(remy, requestUpdatePermission, facts),
      ).resolves.toEqual({
        type: 'denied',
        reason:
          'it needs the role requester or approver or admin; user:default/remy has viewer',
      });
    });

    it('denies what may be done to a request that may not be seen', async () => {
      const { authorizer } = setUp(
        [grant('admin')],
        denyOnly(requestReadPermission.name),
      );
      await expect(
        authorizer.check(remy, requestUpdatePermission, facts),
      ).resolves.toMatchObject({ type: 'denied' });
    });
  });

  describe('requireCreate', () => {
    it('lets a member of the team ask', async () => {
      const { authorizer } = setUp([grant('requester')]);
      await expect(
        authorizer.requireCreate(remy, facts),
      ).resolves.toMatchObject({ type: 'user' });
    });

    it.each<[string, RoleGrant[], PolicyDecision, RegExp]>([
      [
        'not in the team',
        [grant('requester')],
        allow,
        /'control-plane\.request\.create' is not allowed for team 'payments', class 'preview', region 'eu-central': the roles of user:default\/remy allow it only for team platform/,
      ],
      [
        'denied by the framework',
        [grant('admin')],
        deny,
        /the permission policy of this Backstage does not allow it/,
      ],
    ])('refuses who is %s', async (_, grants, decision, message) => {
      const { authorizer } = setUp(grants, () => decision);
      await expect(
        authorizer.requireCreate(remy, theirs),
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringMatching(message),
      });
    });
  });

  describe('requireGranted', () => {
    it('lets every role see classes', async () => {
      const { authorizer } = setUp([grant('viewer')]);
      await expect(
        authorizer.requireGranted(remy, classReadPermission),
      ).resolves.toMatchObject({ type: 'user' });
    });

    it.each<[RoleGrant[], PolicyDecision, RegExp]>([
      [
        [grant('approver')],
        allow,
        /'control-plane\.operations\.manage' is not allowed to you: it needs the role admin; user:default\/remy has approver/,
      ],
      [[grant('admin')], deny, /the permission policy of this Backstage/],
    ])('refuses %j under %j', async (grants, decision, message) => {
      const { authorizer } = setUp(grants, () => decision);
      await expect(
        authorizer.requireGranted(remy, operationsManagePermission),
      ).rejects.toMatchObject({
        name: 'NotAllowedError',
        message: expect.stringMatching(message),
      });
    });
  });

  it('lets nobody through when the framework does not answer', async () => {
    const { authorizer, permissions } = setUp([grant('admin')]);
    permissions.authorizeConditional.mockRejectedValue(new Error('down'));
    await expect(authorizer.visible(remy)).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      cause: { message: 'down' },
    });
  });

  it('knows nobody behind no credentials', async () => {
    const { authorizer } = setUp([grant('admin')]);
    await expect(
      authorizer.visible(mockCredentials.none()),
    ).rejects.toMatchObject({ name: 'AuthenticationError' });
  });
});

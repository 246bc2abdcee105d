import fc from 'fast-check';
import { controlPlanePermissions } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { AccessDecision, AccessFacts, allows } from './AccessDecision';
import { AccessPolicy } from './AccessPolicy';
import { Caller } from './Caller';
import { RoleGrant, Role, ROLES } from './Role';

const remy: Caller = {
  type: 'user',
  ref: 'user:default/remy',
  ownership: ['user:default/remy', 'group:default/platform'],
};
const ci: Caller = { type: 'service', subject: 'external:ci' };
const prod = { class: 'production', region: 'eu-central' };

/** The four requests that tell every reach from every other, by who asked and whose it is, as seen by Remy of team platform. */
const requests: Record<string, AccessFacts> = {
  'mine in my team': {
    ...prod,
    team: 'platform',
    requester: 'user:default/remy',
  },
  "another's in my team": {
    ...prod,
    team: 'platform',
    requester: 'user:default/sam',
  },
  'mine in another team': {
    ...prod,
    team: 'payments',
    requester: 'user:default/remy',
  },
  "another's in another team": {
    ...prod,
    team: 'payments',
    requester: 'user:default/priya',
  },
};

const none = '–';
const all = 'all';
const team = 'T';
const ownOrTeam = 'R, T';
const ownInTeam = 'T (own)';

/** Which of the four requests each word of the table covers, in the order above. */
const meaning: Record<string, boolean[]> = {
  [none]: [false, false, false, false],
  [all]: [true, true, true, true],
  [team]: [true, true, false, false],
  [ownOrTeam]: [true, true, true, false],
  [ownInTeam]: [true, false, false, false],
};

const table: Array<[string, Record<Role, string>]> = [
  row('class.read', all, all, all, all),
  row('request.read', team, team, all, all),
  row('request.create', none, team, team, all),
  row('request.update', none, team, team, all),
  row('request.delete', none, team, team, all),
  row('request.withdraw', none, ownOrTeam, ownOrTeam, all),
  row('request.approve', none, none, all, all),
  row('request.reconcile', none, ownInTeam, all, all),
  row('audit.read', none, team, all, all),
  row('operations.read', none, none, all, all),
  row('operations.manage', none, none, none, all),
  row('descriptor.read', none, none, all, all),
];

function row(
  permission: string,
  ...[viewer, requester, approver, admin]: string[]
): [string, Record<Role, string>] {
  return [
    `control-plane.${permission}`,
    { viewer, requester, approver, admin },
  ];
}

function grant(role: Role, more: Partial<RoleGrant> = {}): RoleGrant {
  return {
    role,
    entities: ['group:default/platform'],
    subjects: ['external:ci'],
    ...more,
  };
}

function covered(decision: AccessDecision): boolean[] {
  return Object.values(requests).map(facts => allows(decision, facts));
}

const cases = table.flatMap(([permission, byRole]) =>
  ROLES.map(role => ({ permission, role, reach: byRole[role] })),
);

describe('AccessPolicy', () => {
  it('knows every permission of the control plane', () => {
    expect(table.map(([permission]) => permission).sort()).toEqual(
      controlPlanePermissions.map(({ name }) => name).sort(),
    );
  });

  it.each(cases)('gives $role for $permission: $reach', entry => {
    const policy = new AccessPolicy([grant(entry.role)]);
    expect(covered(policy.decide(remy, entry.permission))).toEqual(
      meaning[entry.reach],
    );
  });

  it.each(cases)(
    'gives a service that is $role the same for $permission, but no decisions',
    entry => {
      const policy = new AccessPolicy([
        grant(entry.role, { teams: ['platform'] }),
      ]);
      const inTeam = { ...prod, team: 'platform', requester: 'external:ci' };
      const decision = policy.decide(ci, entry.permission);
      const installation = /\.(operations|descriptor)\./.test(entry.permission);
      expect(allows(decision, inTeam)).toBe(
        entry.reach !== none &&
          !installation &&
          entry.permission !== 'control-plane.request.approve',
      );
      expect(allows(decision, { ...inTeam, team: 'payments' })).toBe(
        entry.permission === 'control-plane.class.read',
      );
    },
  );

  it('denies everything to a caller without a role', () => {
    const policy = new AccessPolicy([
      grant('admin', { entities: ['user:default/otto'], subjects: [] }),
    ]);
    for (const { name } of controlPlanePermissions) {
      expect(policy.decide(remy, name)).toEqual({ type: 'deny' });
      expect(policy.decide(ci, name)).toEqual({ type: 'deny' });
    }
  });

  it('denies permissions that are not of the control plane, admins included', () => {
    const policy = new AccessPolicy([grant('admin')]);
    for (const name of ['catalog.entity.read', 'constructor', '']) {
      expect(policy.decide(remy, name)).toEqual({ type: 'deny' });
    }
  });

  it('gives the union of several roles', () => {
    const policy = new AccessPolicy([
      grant('requester'),
      grant('approver', { classes: ['preview'] }),
    ]);
    const decision = policy.decide(remy, 'control-plane.request.read');
    const theirs = requests["another's in another team"];
    expect(allows(decision, requests["another's in my team"])).toBe(true);
    expect(allows(decision, theirs)).toBe(false);
    expect(allows(decision, { ...theirs, class: 'preview' })).toBe(true);
  });

  it.each([
    ['classes', 'class'],
    ['regions', 'region'],
    ['teams', 'team'],
  ] as const)('narrows a role by %s', (key, fact) => {
    const policy = new AccessPolicy([grant('admin', { [key]: ['inside'] })]);
    const decision = policy.decide(remy, 'control-plane.request.update');
    const facts = requests["another's in another team"];
    expect(allows(decision, { ...facts, [fact]: 'inside' })).toBe(true);
    expect(allows(decision, { ...facts, [fact]: 'outside' })).toBe(false);
  });

  it('counts a role narrowed to teams only for those of them that the caller belongs to', () => {
    const policy = new AccessPolicy([
      grant('requester', { teams: ['payments'] }),
    ]);
    expect(policy.decide(remy, 'control-plane.request.read')).toEqual({
      type: 'deny',
    });
  });

  it('keeps the installation as a whole from a role that is narrowed', () => {
    const policy = new AccessPolicy([
      grant('admin', { regions: ['eu-central'] }),
    ]);
    for (const name of ['read', 'manage']) {
      expect(policy.decide(remy, `control-plane.operations.${name}`)).toEqual({
        type: 'deny',
      });
    }
  });

  it.each<Caller>([
    { type: 'user', ref: 'user:default/guest', ownership: [] },
    { type: 'user', ref: 'user:development/guest', ownership: [] },
    { type: 'user', ref: 'User:Development/Guest', ownership: [] },
  ])('lets no guest decide, whatever the role: $ref', guest => {
    const policy = new AccessPolicy([
      grant('admin', {
        entities: ['user:default/guest', 'user:development/guest'],
      }),
    ]);
    expect(policy.decide(guest, 'control-plane.request.read').type).toBe(
      'allow',
    );
    expect(policy.decide(guest, 'control-plane.request.approve').type).toBe(
      'deny',
    );
  });

  it('recognises a member whatever the case of the references', () => {
    const policy = new AccessPolicy([grant('viewer')]);
    const caller: Caller = {
      type: 'user',
      ref: 'User:default/Remy',
      ownership: ['Group:Default/Platform'],
    };
    expect(policy.rolesOf(caller)).toEqual(['viewer']);
    expect(
      allows(
        policy.decide(caller, 'control-plane.request.read'),
        requests["another's in my team"],
      ),
    ).toBe(true);
  });

  it('takes no service for the user whose reference is its subject', () => {
    const policy = new AccessPolicy([
      grant('admin', { entities: ['user:default/otto'], subjects: [] }),
    ]);
    const disguised: Caller = { type: 'service', subject: 'user:default/otto' };
    expect(policy.rolesOf(disguised)).toEqual([]);
  });

  it('takes a group outside the default namespace for no team', () => {
    const policy = new AccessPolicy([
      grant('requester', { entities: ['user:default/remy'] }),
    ]);
    const caller: Caller = {
      type: 'user',
      ref: 'user:default/remy',
      ownership: ['group:elsewhere/platform'],
    };
    expect(policy.decide(caller, 'control-plane.request.read').type).toBe(
      'deny',
    );
  });

  it('judges a create by team, class and region', () => {
    const policy = new AccessPolicy([
      grant('requester', { classes: ['preview'] }),
    ]);
    const facts = { team: 'platform', class: 'preview', region: 'eu-central' };
    expect(policy.mayCreate(remy, facts)).toBe(true);
    expect(policy.mayCreate(remy, { ...facts, team: 'payments' })).toBe(false);
    expect(policy.mayCreate(remy, { ...facts, class: 'production' })).toBe(
      false,
    );
  });

  describe('with open visibility', () => {
    const policy = new AccessPolicy([], 'open');

    it('shows requests to every user and to no service', () => {
      expect(policy.decide(remy, 'control-plane.request.read').type).toBe(
        'allow',
      );
      expect(policy.decide(ci, 'control-plane.request.read').type).toBe('deny');
    });

    it('gives nothing but reading', () => {
      for (const { name } of controlPlanePermissions) {
        expect(policy.decide(remy, name).type).toBe(
          name === 'control-plane.request.read' ? 'allow' : 'deny',
        );
      }
    });
  });

  const names = ['platform', 'payments', 'commerce'];
  const someNames = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 });
  const anyScope = fc.record(
    { teams: someNames, classes: someNames, regions: someNames },
    { requiredKeys: [] },
  );
  const anyFacts = fc.record({
    team: fc.constantFrom(...names),
    class: fc.constantFrom(...names),
    region: fc.constantFrom(...names),
    requester: fc.constantFrom('user:default/remy', 'external:ci', 'x'),
  });

  it('never gives more after a role was narrowed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ROLES),
        anyScope,
        anyFacts,
        fc.constantFrom(...controlPlanePermissions),
        (role, scope, facts, permission) => {
          const wide = new AccessPolicy([grant(role)]);
          const narrow = new AccessPolicy([grant(role, scope)]);
          const allowed = allows(narrow.decide(remy, permission.name), facts);
          expect(
            !allowed || allows(wide.decide(remy, permission.name), facts),
          ).toBe(true);
        },
      ),
    );
  });

  it('never gives less after a role was added', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ROLES),
        fc.constantFrom(...ROLES),
        anyScope,
        anyFacts,
        fc.constantFrom(...controlPlanePermissions),
        (role, added, scope, facts, permission) => {
          const before = new AccessPolicy([grant(role, scope)]);
          const after = new AccessPolicy([grant(role, scope), grant(added)]);
          const allowed = allows(before.decide(remy, permission.name), facts);
          expect(
            !allowed || allows(after.decide(remy, permission.name), facts),
          ).toBe(true);
        },
      ),
    );
  });

  it.each<[string, RoleGrant[], Caller, string, string]>([
    [
      'without a role',
      [],
      remy,
      'request.update',
      'user:default/remy has no role in the control plane',
    ],
    [
      'with the wrong role',
      [grant('viewer')],
      remy,
      'request.approve',
      'it needs the role approver or admin; user:default/remy has viewer',
    ],
    [
      'outside the scope',
      [grant('requester', { classes: ['preview'] })],
      remy,
      'request.reconcile',
      'the roles of user:default/remy allow it only for team platform, class preview, asked for by themselves',
    ],
    [
      'in no team',
      [grant('requester', { teams: ['payments'] })],
      remy,
      'request.update',
      'user:default/remy belongs to no team for which their roles count',
    ],
    [
      'narrowed to a part',
      [grant('admin', { classes: ['preview'] })],
      remy,
      'operations.manage',
      'it concerns the whole installation, and the roles of user:default/remy are narrowed to a part of it',
    ],
    [
      'as a service that would decide',
      [grant('admin')],
      ci,
      'request.approve',
      'only a person who is signed in decides; external:ci is a service',
    ],
  ])('explains the denial to a caller %s', (_, grants, caller, name, words) => {
    expect(
      new AccessPolicy(grants).explainDenial(caller, `control-plane.${name}`),
    ).toBe(words);
  });
});

describe('createScopes', () => {
  it.each<[string, RoleGrant[], object[]]>([
    ['nobody', [], []],
    ['a viewer', [grant('viewer')], []],
    ['an admin', [grant('admin')], [{}]],
    ['a requester', [grant('requester')], [{ teams: ['platform'] }]],
    [
      'a narrowed admin',
      [grant('admin', { regions: ['eu-central'] })],
      [{ regions: ['eu-central'] }],
    ],
  ])('of %s are where they may ask for something new', (_, grants, scopes) => {
    expect(new AccessPolicy(grants).createScopes(remy)).toEqual(scopes);
  });
});

describe('holdersOf', () => {
  it('names whom a role counts for a request, each once, and no service', () => {
    const policy = new AccessPolicy([
      grant('approver', { entities: ['group:default/cab'] }),
      grant('approver', {
        entities: ['group:default/cab', 'user:default/ada'],
        classes: ['production'],
      }),
      grant('approver', {
        entities: ['user:default/ben'],
        regions: ['us-east'],
      }),
      grant('admin', { entities: ['group:default/admins'] }),
    ]);
    const facts = { team: 'payments', ...prod };
    expect(policy.holdersOf('approver', facts)).toEqual([
      'group:default/cab',
      'user:default/ada',
    ]);
    expect(policy.holdersOf('admin', facts)).toEqual(['group:default/admins']);
    expect(policy.holdersOf('requester', facts)).toEqual([]);
  });
});

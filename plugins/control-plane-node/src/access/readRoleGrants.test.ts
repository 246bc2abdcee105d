import { ConfigReader } from '@backstage/config';
import { readRoleGrants, readVisibility } from './readRoleGrants';

function read(...roles: object[]) {
  return readRoleGrants(new ConfigReader({ controlPlane: { roles } }));
}

describe('readRoleGrants', () => {
  it('gives no grant when nothing is configured', () => {
    expect(readRoleGrants(new ConfigReader({}))).toEqual([]);
  });

  it('tells people from services and normalises references only', () => {
    expect(
      read(
        {
          role: 'requester',
          members: ['Group:Default/Payments', 'user:default/remy'],
          classes: ['preview'],
          regions: ['eu-central'],
        },
        {
          role: 'requester',
          members: ['external:CI/Payments'],
          teams: ['payments'],
        },
      ),
    ).toEqual([
      {
        role: 'requester',
        entities: ['group:default/payments', 'user:default/remy'],
        subjects: [],
        classes: ['preview'],
        regions: ['eu-central'],
      },
      {
        role: 'requester',
        entities: [],
        subjects: ['external:CI/Payments'],
        teams: ['payments'],
      },
    ]);
  });

  it.each([
    [
      { role: 'owner', members: ['user:default/a'] },
      'controlPlane.roles[0].role: expected one of viewer, requester, approver, admin; got "owner"',
    ],
    [{ members: ['user:default/a'] }, "'controlPlane.roles[0].role'"],
    [{ role: 'admin' }, "'controlPlane.roles[0].members'"],
    [
      { role: 'admin', members: [] },
      'controlPlane.roles[0].members: expected at least one member; got a list of 0',
    ],
    [{ role: 'admin', members: 'user:default/a' }, 'wanted string-array'],
    [
      { role: 'admin', members: ['user:default/a', 'payments'] },
      /controlPlane\.roles\[0\]\.members\[1\]: expected a full reference to a user or group.*; got "payments"/,
    ],
    [{ role: 'admin', members: ['group:payments'] }, /members\[0\]: expected/],
    [
      { role: 'admin', members: ['component:default/x'] },
      /members\[0\]: expected/,
    ],
    [{ role: 'admin', members: ['external:'] }, /members\[0\]: expected/],
    [{ role: 'admin', members: ['external:a b'] }, /members\[0\]: expected/],
    [
      { role: 'admin', members: ['user:default/a'], teams: [] },
      'controlPlane.roles[0].teams: expected at least one name',
    ],
    [
      { role: 'admin', members: ['user:default/a'], classes: ['Preview'] },
      'controlPlane.roles[0].classes[0]: expected a name of lower-case letters, digits and hyphens; got "Preview"',
    ],
    [
      { role: 'admin', members: ['user:default/a'], region: 'eu' },
      'controlPlane.roles[0].region: expected no such key, only role, members, classes, regions, teams; got "eu"',
    ],
    [
      { role: 'requester', members: ['external:ci'] },
      'controlPlane.roles[0].teams: expected the teams of external:ci',
    ],
    [
      { role: 'viewer', members: ['user:default/a', 'plugin:catalog'] },
      'controlPlane.roles[0].teams: expected the teams of plugin:catalog',
    ],
  ])('refuses %j', (grant, message) => {
    expect(() => read(grant)).toThrow(message);
  });
});

describe('readVisibility', () => {
  it.each([
    [{}, 'restricted'],
    [{ visibility: 'restricted' }, 'restricted'],
    [{ visibility: 'open' }, 'open'],
  ])('reads %j as %s', (controlPlane, visibility) => {
    expect(readVisibility(new ConfigReader({ controlPlane }))).toBe(visibility);
  });

  it('refuses another word', () => {
    expect(() =>
      readVisibility(
        new ConfigReader({ controlPlane: { visibility: 'public' } }),
      ),
    ).toThrow(
      'controlPlane.visibility: expected one of restricted, open; got "public"',
    );
  });
});

import { AccessPolicy } from '@platform-control-plane/backstage-plugin-control-plane-node';
import { DescriptorOwners } from './DescriptorOwners';

const groups: Record<string, string[]> = {
  'user:default/remy': ['group:default/platform'],
  'user:default/otto': ['group:default/platform-admins'],
  'user:default/nina': ['group:default/platform'],
};

const owners = DescriptorOwners.create({
  access: new AccessPolicy([
    { role: 'requester', entities: ['user:default/remy'], subjects: [] },
    {
      role: 'requester',
      entities: ['group:default/payments'],
      subjects: [],
      regions: ['us-east-1'],
    },
    {
      role: 'admin',
      entities: ['group:default/platform-admins'],
      subjects: [],
    },
  ]),
  reader: {
    list: async () => ({ descriptors: [], catalogIsEmpty: false }),
    groupsOf: async ref => groups[ref],
    refresh: async () => {},
  },
});

async function check(owner: string, team: string, region = 'us-east-1') {
  const errors = await owners.check(owner, { team, class: 'preview', region });
  return errors.map(({ field, expected }) => `${field}: ${expected}`).join();
}

describe('DescriptorOwners', () => {
  it.each([
    ['a user in the team', 'user:default/remy', 'platform'],
    ['the team itself', 'group:default/payments', 'payments'],
  ])('lets %s ask', async (_, owner, team) => {
    expect(await check(owner, team)).toBe('');
  });

  it.each([
    [
      'another team',
      'group:default/payments',
      'platform',
      'owner: group:default/platform, or a user in it',
    ],
    [
      'a user of another team',
      'user:default/remy',
      'payments',
      'owner: group:default/payments, or a user in it',
    ],
    [
      'an admin who is not in the team',
      'user:default/otto',
      'platform',
      'owner: group:default/platform, or a user in it',
    ],
    [
      'the group of admins',
      'group:default/platform-admins',
      'platform',
      'owner: group:default/platform, or a user in it',
    ],
    [
      'nobody',
      'user:default/ghost',
      'platform',
      'owner: a User that is in the catalog',
    ],
    [
      'a user without a role',
      'user:default/nina',
      'platform',
      'user:default/nina has no role in the control plane',
    ],
    [
      'a team without a role',
      'group:default/platform',
      'platform',
      'group:default/platform has no role in the control plane',
    ],
  ])('refuses %s', async (_, owner, team, expected) => {
    expect(await check(owner, team)).toContain(expected);
  });

  it('keeps to what the role is narrowed to', async () => {
    expect(
      await check('group:default/payments', 'payments', 'us-west-2'),
    ).toMatch(/somebody who may ask for this: .*us-east-1/);
  });
});

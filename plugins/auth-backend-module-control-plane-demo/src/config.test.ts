import { ConfigReader } from '@backstage/config';
import { readPersonaUsers } from './config';

function read(personas?: object) {
  return readPersonaUsers(
    new ConfigReader({
      auth: {
        providers: { 'control-plane-demo': { ...(personas && { personas }) } },
      },
    }),
  );
}

describe('readPersonaUsers', () => {
  it('casts the users of the example organisation by default', () => {
    expect(read()).toEqual({
      viewer: 'user:default/vera',
      requester: 'user:default/remy',
      approver: 'user:default/ada',
      admin: 'user:default/otto',
    });
  });

  it('normalises references', () => {
    expect(read({ viewer: 'User:Default/Sam' }).viewer).toBe(
      'user:default/sam',
    );
  });

  it.each([
    [
      { owner: 'user:default/sam' },
      /personas\.owner is not a persona; expected one of viewer, requester, approver, admin/,
    ],
    [
      { viewer: 'sam' },
      /personas\.viewer must be a full reference to a user.*got 'sam'/,
    ],
    [
      { admin: 'group:default/platform' },
      /personas\.admin must be a full reference to a user/,
    ],
  ])('refuses %j', (personas, message) => {
    expect(() => read(personas)).toThrow(message);
  });
});

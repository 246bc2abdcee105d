import { CallerRights } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { creatableRegions, creatableTeams, mayCreate } from './creatable';

const caller = (over: Partial<CallerRights>): CallerRights => ({
  subject: 'user:default/remy',
  roles: ['requester'],
  create: [],
  mayDecide: false,
  operations: 'none',
  mayReadAudit: false,
  ...over,
});

describe('creatable', () => {
  it('offers nothing to whoever may create nowhere', () => {
    const nobody = caller({ roles: ['viewer'] });
    expect(mayCreate(nobody, {})).toBe(false);
    expect(creatableTeams(nobody, ['platform'])).toEqual({
      type: 'these',
      teams: [],
    });
  });

  it('offers the own teams in an open scope, and every team to an admin', () => {
    expect(creatableTeams(caller({ create: [{}] }), ['platform'])).toEqual({
      type: 'these',
      teams: ['platform'],
    });
    expect(
      creatableTeams(caller({ roles: ['admin'], create: [{}] }), []),
    ).toEqual({ type: 'any' });
  });

  it('offers the teams that a scope names, for the class that is chosen', () => {
    const narrow = caller({
      create: [
        { teams: ['payments'], classes: ['preview'] },
        { teams: ['platform'] },
      ],
    });

    expect(creatableTeams(narrow, [], { class: 'production' })).toEqual({
      type: 'these',
      teams: ['platform'],
    });
    expect(creatableTeams(narrow, [], { class: 'preview' })).toEqual({
      type: 'these',
      teams: ['payments', 'platform'],
    });
  });

  it('offers the regions that some scope covers together with team and class', () => {
    const narrow = caller({
      create: [{ teams: ['payments'], regions: ['us-east-1'] }],
    });

    expect(
      creatableRegions(narrow, ['us-east-1', 'us-west-2'], {
        team: 'payments',
      }),
    ).toEqual(['us-east-1']);
    expect(
      creatableRegions(narrow, ['us-east-1'], { team: 'platform' }),
    ).toEqual([]);
  });
});

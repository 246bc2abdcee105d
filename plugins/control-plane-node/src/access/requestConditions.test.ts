import { conditionsOfScopes } from './requestConditions';

const resourceType = 'control-plane-request';

describe('conditionsOfScopes', () => {
  it('says one bound as one condition', () => {
    expect(conditionsOfScopes([{ teams: ['payments'] }])).toEqual({
      rule: 'IN_TEAM',
      resourceType,
      params: { teams: ['payments'] },
    });
  });

  it('joins the bounds of a scope by "all" and scopes by "any"', () => {
    expect(
      conditionsOfScopes([
        {
          teams: ['payments'],
          classes: ['preview'],
          regions: ['eu-central'],
          requester: 'user:default/remy',
        },
        { regions: ['us-east'] },
      ]),
    ).toEqual({
      anyOf: [
        {
          allOf: [
            { rule: 'IN_TEAM', resourceType, params: { teams: ['payments'] } },
            {
              rule: 'HAS_CLASS',
              resourceType,
              params: { classes: ['preview'] },
            },
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
        { rule: 'IN_REGION', resourceType, params: { regions: ['us-east'] } },
      ],
    });
  });

  it.each([[[]], [[{}]]])('refuses %j, which bounds nothing', scopes => {
    expect(() => conditionsOfScopes(scopes)).toThrow('conditional decision');
  });
});

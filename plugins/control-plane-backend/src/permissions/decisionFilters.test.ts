import fc from 'fast-check';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  RequestScope,
  allows,
  conditionsOfScopes,
} from '@platform-control-plane/backstage-plugin-control-plane-node';
import { RequestFacts } from '../domain/request/Request';
import { matchesFilter } from '../domain/request/RequestFilter';
import { controlPlaneRequestConditions as conditions } from './conditionExports';
import {
  filterOfAccessDecision,
  filterOfPolicyDecision,
} from './decisionFilters';
import { requestResourceRef } from './requestResourceRef';
import { requestRuleset } from './__testUtils__/requestRuleset';

const ruleset = requestRuleset();
const { pluginId, resourceType } = requestResourceRef;

describe('filterOfPolicyDecision', () => {
  it('takes a plain yes and no for everything and nothing', () => {
    expect(
      filterOfPolicyDecision({ result: AuthorizeResult.ALLOW }, ruleset),
    ).toEqual({ type: 'everything' });
    expect(
      filterOfPolicyDecision({ result: AuthorizeResult.DENY }, ruleset),
    ).toEqual({ type: 'nothing' });
  });

  it('keeps the structure of conditions', () => {
    expect(
      filterOfPolicyDecision(
        {
          result: AuthorizeResult.CONDITIONAL,
          pluginId,
          resourceType,
          conditions: {
            allOf: [
              {
                anyOf: [
                  conditions.inTeam({ teams: ['group:default/payments'] }),
                  conditions.hasClass({ classes: ['preview'] }),
                ],
              },
              { not: conditions.inPhase({ phases: ['deleted'] }) },
            ],
          },
        },
        ruleset,
      ),
    ).toEqual({
      type: 'all',
      of: [
        {
          type: 'any',
          of: [
            { type: 'match', key: 'team', values: ['payments'] },
            { type: 'match', key: 'class', values: ['preview'] },
          ],
        },
        {
          type: 'not',
          of: { type: 'match', key: 'phase', values: ['deleted'] },
        },
      ],
    });
  });

  it.each([
    [
      'a resource of another plugin',
      { pluginId: 'catalog', resourceType: 'catalog-entity' },
      conditions.inTeam({ teams: ['payments'] }),
      "conditions on 'catalog-entity' of plugin 'catalog'",
    ],
    [
      'a rule that is not registered',
      { pluginId, resourceType },
      { rule: 'IS_FRIDAY', resourceType, params: {} },
      'IS_FRIDAY',
    ],
    [
      'parameters that the rule does not know',
      { pluginId, resourceType },
      { rule: 'IN_TEAM', resourceType, params: { team: 'payments' } },
      'Parameters to rule are invalid',
    ],
  ])('lets nobody through by %s', (_, resource, criteria, message) => {
    expect(() =>
      filterOfPolicyDecision(
        {
          result: AuthorizeResult.CONDITIONAL,
          ...resource,
          conditions: criteria,
        },
        ruleset,
      ),
    ).toThrow(message);
  });
});

describe('the two ways from roles to a filter', () => {
  const name = fc.constantFrom('platform', 'payments', 'user:default/remy');
  const names = fc.uniqueArray(name, { minLength: 1 });
  const scope: fc.Arbitrary<RequestScope> = fc
    .record(
      { teams: names, classes: names, regions: names, requester: name },
      { requiredKeys: [] },
    )
    .filter(bounds => Object.keys(bounds).length > 0)
    .map(bounds => ({
      ...bounds,
      // Teams are names, never references.
      ...(bounds.teams && {
        teams: bounds.teams.map(team => team.replace('user:default/', '')),
      }),
    }));
  const facts: fc.Arbitrary<RequestFacts> = fc.record({
    team: fc.constantFrom('platform', 'payments', 'remy'),
    class: name,
    region: name,
    requester: name,
    phase: fc.constantFrom('ready' as const, 'failed' as const),
  });

  it('agree with the decision itself, directly and through the permission framework', () => {
    fc.assert(
      fc.property(
        fc.array(scope, { minLength: 1, maxLength: 3 }),
        facts,
        (anyOf, subject) => {
          const decision = { type: 'conditional', anyOf } as const;
          const expected = allows(decision, subject);
          const direct = filterOfAccessDecision(decision);
          const framework = filterOfPolicyDecision(
            {
              result: AuthorizeResult.CONDITIONAL,
              pluginId,
              resourceType,
              conditions: conditionsOfScopes(anyOf),
            },
            ruleset,
          );
          expect(matchesFilter(direct, subject)).toBe(expected);
          expect(matchesFilter(framework, subject)).toBe(expected);
        },
      ),
    );
  });

  it('take a plain yes and no for everything and nothing', () => {
    expect(filterOfAccessDecision({ type: 'allow' })).toEqual({
      type: 'everything',
    });
    expect(filterOfAccessDecision({ type: 'deny' })).toEqual({
      type: 'nothing',
    });
  });
});

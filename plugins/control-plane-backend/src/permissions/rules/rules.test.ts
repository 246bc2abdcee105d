import fc from 'fast-check';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { REQUEST_PHASES } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { RequestFacts } from '../../domain/request/Request';
import { FilterMatch, matchesFilter } from '../../domain/request/RequestFilter';
import { requestRules } from '.';

const { hasClass, inPhase, inRegion, inTeam, isRequester } = requestRules;

const facts: RequestFacts = {
  team: 'payments',
  class: 'preview',
  region: 'eu-central',
  requester: 'user:default/remy',
  phase: 'ready',
};

/** What both sides of a rule say; they have to say the same. */
function judge<P>(
  rule: {
    apply(facts: RequestFacts, params: P): boolean;
    toQuery(params: P): PermissionCriteria<FilterMatch>;
  },
  params: P,
  subject: RequestFacts = facts,
): boolean {
  const applied = rule.apply(subject, params);
  const query = rule.toQuery(params);
  expect('key' in query && matchesFilter(query, subject)).toBe(applied);
  return applied;
}

describe('the rules for requests', () => {
  it.each([
    ['the name of the team', ['commerce', 'payments'], true],
    ['the reference of its group', ['group:default/payments'], true],
    ['the same in other letters', ['Group:Default/Payments'], true],
    ['another team', ['commerce'], false],
    ['a group of another namespace', ['group:external/payments'], false],
    ['a user of the same name', ['user:default/payments'], false],
  ])('IN_TEAM judges %s', (_, teams, expected) => {
    expect(judge(inTeam, { teams })).toBe(expected);
  });

  it.each([
    ['the requester', ['user:default/remy'], true],
    ['the requester in other letters', ['User:default/Remy'], true],
    ['somebody else', ['user:default/sam'], false],
  ])('IS_REQUESTER judges %s', (_, requesters, expected) => {
    expect(judge(isRequester, { requesters })).toBe(expected);
  });

  it('IS_REQUESTER keeps the case of the subject of a service', () => {
    const made = { ...facts, requester: 'external:CI' };
    expect(judge(isRequester, { requesters: ['external:CI'] }, made)).toBe(
      true,
    );
    expect(judge(isRequester, { requesters: ['external:ci'] }, made)).toBe(
      false,
    );
  });

  it('HAS_CLASS, IN_REGION and IN_PHASE judge their fact', () => {
    expect(judge(hasClass, { classes: ['preview'] })).toBe(true);
    expect(judge(hasClass, { classes: ['production'] })).toBe(false);
    expect(judge(inRegion, { regions: ['eu-central'] })).toBe(true);
    expect(judge(inRegion, { regions: ['us-east'] })).toBe(false);
    expect(judge(inPhase, { phases: ['failed', 'ready'] })).toBe(true);
    expect(judge(inPhase, { phases: ['failed'] })).toBe(false);
  });

  it('judge a request as their query does', () => {
    const name = fc.constantFrom(
      'payments',
      'commerce',
      'group:default/payments',
      'user:default/remy',
      'external:ci',
      'Payments',
    );
    const names = fc.array(name, { minLength: 1, maxLength: 3 });
    const phase = fc.constantFrom(...REQUEST_PHASES);
    const subject = fc.record({
      team: name,
      class: name,
      region: name,
      requester: name,
      phase,
    });
    fc.assert(
      fc.property(subject, names, fc.array(phase), (any, values, phases) => {
        judge(inTeam, { teams: values }, any);
        judge(hasClass, { classes: values }, any);
        judge(inRegion, { regions: values }, any);
        judge(isRequester, { requesters: values }, any);
        judge(inPhase, { phases }, any);
      }),
    );
  });
});

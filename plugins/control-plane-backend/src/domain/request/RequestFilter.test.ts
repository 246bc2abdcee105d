import fc from 'fast-check';
import { RequestFacts } from './Request';
import {
  FilterExpression,
  FilterKey,
  allOf,
  anyOf,
  matchesFilter,
} from './RequestFilter';

const facts: RequestFacts = {
  team: 'payments',
  class: 'preview',
  region: 'eu-central',
  requester: 'user:default/remy',
  phase: 'ready',
};

const match = (key: FilterKey, ...values: string[]): FilterExpression => ({
  type: 'match',
  key,
  values,
});
const everything: FilterExpression = { type: 'everything' };
const nothing: FilterExpression = { type: 'nothing' };
const yes = match('team', 'payments');
const no = match('team', 'commerce');

describe('matchesFilter', () => {
  it.each<[FilterExpression, boolean]>([
    [everything, true],
    [nothing, false],
    [match('team', 'commerce', 'payments'), true],
    [match('class', 'preview'), true],
    [match('region', 'us-east'), false],
    [match('requester', 'user:default/remy'), true],
    [match('phase', 'ready', 'failed'), true],
    [match('team', 'Payments'), false],
    [match('team'), false],
    [{ type: 'all', of: [yes, yes] }, true],
    [{ type: 'all', of: [yes, no] }, false],
    [{ type: 'all', of: [] }, true],
    [{ type: 'any', of: [no, yes] }, true],
    [{ type: 'any', of: [no, no] }, false],
    [{ type: 'any', of: [] }, false],
    [{ type: 'not', of: yes }, false],
    [{ type: 'not', of: { type: 'any', of: [no, nothing] } }, true],
  ])('judges %j as %s', (filter, expected) => {
    expect(matchesFilter(filter, facts)).toBe(expected);
  });
});

describe('allOf and anyOf', () => {
  it.each<[string, FilterExpression, FilterExpression]>([
    ['all of nothing to say', allOf(), everything],
    ['all of everything', allOf(everything, everything), everything],
    ['all with nothing', allOf(yes, nothing), nothing],
    ['all of one', allOf(everything, yes), yes],
    ['all of two', allOf(yes, no), { type: 'all', of: [yes, no] }],
    ['any of nothing to say', anyOf(), nothing],
    ['any with everything', anyOf(yes, everything), everything],
    ['any of one', anyOf(nothing, yes), yes],
    ['any of two', anyOf(yes, no), { type: 'any', of: [yes, no] }],
  ])('says %s in the shortest way', (_, filter, expected) => {
    expect(filter).toEqual(expected);
  });

  it('keep the meaning of the parts', () => {
    const part = fc.constantFrom(everything, nothing, yes, no);
    fc.assert(
      fc.property(fc.array(part), parts => {
        const judged = parts.map(filter => matchesFilter(filter, facts));
        expect(matchesFilter(allOf(...parts), facts)).toBe(
          judged.every(Boolean),
        );
        expect(matchesFilter(anyOf(...parts), facts)).toBe(
          judged.some(Boolean),
        );
      }),
    );
  });
});

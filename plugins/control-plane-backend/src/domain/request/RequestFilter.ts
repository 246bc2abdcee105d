import { RequestFacts } from './Request';

/** Facts of a request that a filter may look at. */
export type FilterKey = 'team' | 'class' | 'region' | 'requester' | 'phase';

/** Holds when the fact is one of the values, letter by letter. No values hold for no request. */
export interface FilterMatch {
  type: 'match';
  key: FilterKey;
  values: readonly string[];
}

/** Which requests somebody may see: a small Boolean language that both memory and SQL can judge. */
export type FilterExpression =
  | { type: 'everything' }
  | { type: 'nothing' }
  | FilterMatch
  /** Of no filters: everything. */
  | { type: 'all'; of: readonly FilterExpression[] }
  /** Of no filters: nothing. */
  | { type: 'any'; of: readonly FilterExpression[] }
  | { type: 'not'; of: FilterExpression };

/** Judges in memory. A translation to SQL must find exactly the requests for which this says yes. */
export function matchesFilter(
  filter: FilterExpression,
  facts: RequestFacts,
): boolean {
  switch (filter.type) {
    case 'everything':
      return true;
    case 'nothing':
      return false;
    case 'match':
      return filter.values.includes(facts[filter.key]);
    case 'all':
      return filter.of.every(part => matchesFilter(part, facts));
    case 'any':
      return filter.of.some(part => matchesFilter(part, facts));
    case 'not':
      return !matchesFilter(filter.of, facts);
    default: {
      const unreachable: never = filter;
      throw new Error(`Unknown filter ${unreachable}`);
    }
  }
}

/** What every one of the filters lets through, without the parts that do not matter. */
export function allOf(...filters: FilterExpression[]): FilterExpression {
  if (filters.some(({ type }) => type === 'nothing')) {
    return { type: 'nothing' };
  }
  const of = filters.filter(({ type }) => type !== 'everything');
  if (of.length === 0) {
    return { type: 'everything' };
  }
  return of.length === 1 ? of[0] : { type: 'all', of };
}

/** What at least one of the filters lets through, without the parts that do not matter. */
export function anyOf(...filters: FilterExpression[]): FilterExpression {
  if (filters.some(({ type }) => type === 'everything')) {
    return { type: 'everything' };
  }
  const of = filters.filter(({ type }) => type !== 'nothing');
  if (of.length === 0) {
    return { type: 'nothing' };
  }
  return of.length === 1 ? of[0] : { type: 'any', of };
}

import { Knex } from 'knex';
import {
  FilterExpression,
  FilterKey,
} from '../../../domain/request/RequestFilter';

const COLUMNS: Record<FilterKey, string> = {
  team: 'requests.team',
  class: 'requests.class_name',
  region: 'requests.region',
  requester: 'requests.requester',
  phase: 'requests.phase',
};

/**
 * Narrows a query over `requests` to what an expression lets through.
 *
 * @remarks
 * Every expression adds a condition of its own, even `everything`: knex drops a group that adds none, which would turn
 * `not everything` into everything.
 */
export function applyVisibility(
  query: Knex.QueryBuilder,
  expression: FilterExpression,
): void {
  switch (expression.type) {
    case 'everything':
      query.whereRaw('1 = 1');
      return;
    case 'nothing':
      query.whereRaw('1 = 0');
      return;
    case 'match':
      whereOneOf(query, COLUMNS[expression.key], expression.values);
      return;
    case 'all':
      query.whereRaw('1 = 1');
      for (const part of expression.of) {
        query.where(group => applyVisibility(group, part));
      }
      return;
    case 'any':
      query.where(group => {
        group.whereRaw('1 = 0');
        for (const part of expression.of) {
          group.orWhere(alternative => applyVisibility(alternative, part));
        }
      });
      return;
    case 'not':
      query.whereNot(group => applyVisibility(group, expression.of));
      return;
    default: {
      const unknown: never = expression;
      throw new Error(
        `Expected a filter expression, got ${JSON.stringify(unknown)}`,
      );
    }
  }
}

/**
 * Narrows a query to rows whose column has one of some values; none lets nothing through.
 *
 * @remarks
 * One value becomes an equation: both databases then walk an index that begins with the column in the order of its rest.
 */
export function whereOneOf(
  query: Knex.QueryBuilder,
  column: string,
  values: readonly string[],
): void {
  const [first, ...rest] = values;
  if (first !== undefined && rest.length === 0) {
    query.where(column, first);
  } else {
    query.whereIn(column, values);
  }
}

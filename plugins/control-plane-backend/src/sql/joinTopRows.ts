import { Knex } from 'knex';
import { dialectOf } from './dialect';

/**
 * A join that gives each row on its left the first rows of `table` by an order, e.g. the oldest three of each group.
 *
 * @remarks
 * What PostgreSQL calls a lateral join; SQLite does the same by a correlated `in`, with a cross join because that alone
 * keeps its planner from walking the table first. `top` is what follows `from` inside, where the table has the alias
 * `inner_<alias>`: `where`, `order by` and `limit`. With an index in that order it reads only the rows it returns.
 * `columns` are those that the outer query reads.
 */
export function joinTopRows(
  knex: Knex,
  join: {
    table: string;
    id: string;
    alias: string;
    columns: string[];
    top: Knex.Raw;
  },
): Knex.Raw {
  const inner = `inner_${join.alias}`;
  if (dialectOf(knex) === 'postgresql') {
    return knex.raw(
      `cross join lateral (select ${join.columns
        .map(() => '??')
        .join(', ')} from ?? as ?? ?) as ??`,
      [
        ...join.columns.map(column => `${inner}.${column}`),
        join.table,
        inner,
        join.top,
        join.alias,
      ],
    );
  }
  return knex.raw('cross join ?? as ?? on ?? in (select ?? from ?? as ?? ?)', [
    join.table,
    join.alias,
    `${join.alias}.${join.id}`,
    `${inner}.${join.id}`,
    join.table,
    inner,
    join.top,
  ]);
}

import { Knex } from 'knex';
import { dialectOf } from './dialect';

/** One column of a list: its type by PostgreSQL's name, and its values, one per row. */
export interface ListColumn {
  type: 'text' | 'uuid' | 'integer' | 'double precision' | 'timestamptz';
  values: Array<string | number | null>;
}

/**
 * The values as PostgreSQL's array parameter.
 *
 * @remarks
 * Texts are quoted by the driver, one by one. Ids, numbers and instants need no quotes, and one string of them goes through Knex and driver without a
 * look at each. Anything else that stands among them makes the statement fail.
 */
function arrayLiteral({ type, values }: ListColumn): string | string[] {
  // Knex's types know no arrays with nulls; the driver does.
  return type === 'text'
    ? (values as string[])
    : `{${values.map(value => value ?? 'NULL').join(',')}}`;
}

/**
 * A list as a relation, for `from` or `join`: one statement then covers the whole list, whatever its length, without
 * running into the limit on the number of parameters.
 *
 * @remarks
 * One array parameter per column on PostgreSQL, one JSON parameter on SQLite. The columns must be equally long. PostgreSQL
 * gets a list of one row as that row: it plans the rest as if the values stood in the statement.
 */
export function listRelation(
  knex: Knex,
  name: string,
  columns: Record<string, ListColumn>,
): Knex.Raw {
  const names = Object.keys(columns);
  const lists = Object.values(columns);
  if (dialectOf(knex) === 'postgresql' && lists[0].values.length === 1) {
    const row = lists.map(list => `?::${list.type}`).join(', ');
    return knex.raw(
      `(values (${row})) as ??(${names.map(() => '??').join(', ')})`,
      // Knex's types know no null in a list of values; the driver does.
      [...lists.map(list => list.values[0] as string), name, ...names],
    );
  }
  if (dialectOf(knex) === 'postgresql') {
    const arrays = lists.map(list => `?::${list.type}[]`).join(', ');
    return knex.raw(
      `unnest(${arrays}) as ??(${names.map(() => '??').join(', ')})`,
      [...lists.map(arrayLiteral), name, ...names],
    );
  }
  const rows = lists[0].values.map((_, row) =>
    lists.map(list => list.values[row]),
  );
  const picks = names.map((_, index) => `value ->> ${index} as ??`).join(', ');
  return knex.raw(`(select ${picks} from json_each(?)) as ??`, [
    ...names,
    JSON.stringify(rows),
    name,
  ]);
}

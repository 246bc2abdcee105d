import { Knex } from 'knex';
import { dialectOf } from './dialect';

type ColumnType =
  | 'text'
  | 'uuid'
  | 'integer'
  | 'double precision'
  | 'timestamptz';

type ColumnValue = string | number | null;

/** One column of a list: its type by PostgreSQL's name, and its values, one per row. */
export interface ListColumn {
  type: ColumnType;
  values: ColumnValue[];
}

/** A column that has the same value in every row. */
export interface SharedColumn {
  type: ColumnType;
  value: ColumnValue;
}

/**
 * The values as PostgreSQL's array parameter.
 *
 * @remarks
 * As one string they go through Knex and driver without a look at each. Ids, numbers and instants need no quotes:
 * anything else that stands among them makes the statement fail.
 */
function arrayLiteral({ type, values }: ListColumn): string {
  return type === 'text'
    ? textsLiteral(values)
    : `{${values.map(value => value ?? 'NULL').join(',')}}`;
}

/** What JSON writes with a letter behind a backslash, and PostgreSQL would take for that letter. */
const NOT_AS_IN_JSON = /\\[bfnrtu]/;

/** PostgreSQL quotes texts as JSON does, but for control characters and halves of surrogate pairs. */
function textsLiteral(values: ColumnValue[]): string {
  const json = JSON.stringify(values);
  const elements = NOT_AS_IN_JSON.test(json)
    ? values.map(quoted).join(',')
    : json.slice(1, -1);
  return `{${elements}}`;
}

function quoted(value: ColumnValue): string {
  return value === null
    ? 'NULL'
    : `"${String(value).replace(/["\\]/g, '\\$&')}"`;
}

/**
 * A list as a relation, for `from` or `join`: one statement then covers the whole list, whatever its length, without
 * running into the limit on the number of parameters.
 *
 * @remarks
 * One array parameter per column on PostgreSQL, one JSON parameter on SQLite. The columns must be equally long, and one at
 * least must not be shared. PostgreSQL gets a list of one row as that row: it plans the rest as if the values stood in the
 * statement.
 */
export function listRelation(
  knex: Knex,
  name: string,
  columns: Record<string, ListColumn | SharedColumn>,
): Knex.Raw {
  const names = Object.keys(columns);
  const lists = Object.values(columns);
  const length = lengthOf(lists);
  if (dialectOf(knex) === 'postgresql' && length === 1) {
    const row = lists.map(list => `?::${list.type}`).join(', ');
    return knex.raw(
      `(values (${row})) as ??(${names.map(() => '??').join(', ')})`,
      // Knex's types know no null in a list of values; the driver does.
      [...lists.map(list => valueAt(list, 0) as string), name, ...names],
    );
  }
  if (dialectOf(knex) === 'postgresql') {
    // In the select list rather than behind "from", where PostgreSQL would first write each array into a store of its own.
    const picks = lists.map(list =>
      'value' in list
        ? `?::${list.type} as ??`
        : `unnest(?::${list.type}[]) as ??`,
    );
    return knex.raw(`(select ${picks.join(', ')}) as ??`, [
      ...lists.flatMap((list, index) => [
        'value' in list ? (list.value as string) : arrayLiteral(list),
        names[index],
      ]),
      name,
    ]);
  }
  const rows = Array.from({ length }, (_, row) =>
    lists.map(list => valueAt(list, row)),
  );
  const picks = names.map((_, index) => `value ->> ${index} as ??`).join(', ');
  return knex.raw(`(select ${picks} from json_each(?)) as ??`, [
    ...names,
    JSON.stringify(rows),
    name,
  ]);
}

function lengthOf(lists: Array<ListColumn | SharedColumn>): number {
  for (const list of lists) {
    if ('values' in list) {
      return list.values.length;
    }
  }
  throw new Error(
    'Expected a list with a column of its own values, got none; its length is not known',
  );
}

function valueAt(list: ListColumn | SharedColumn, row: number): ColumnValue {
  return 'value' in list ? list.value : list.values[row];
}

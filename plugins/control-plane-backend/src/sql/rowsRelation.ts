import { Knex } from 'knex';
import { toDatabaseTime } from './databaseTime';
import { ListColumn, listRelation } from './listRelation';

/** The type of each column, by PostgreSQL's name. */
export type ColumnTypes<TRow> = { [K in keyof TRow]-?: ListColumn['type'] };

/** Rows as a relation with the columns that `types` names; see {@link listRelation}. Instants become what the database stores. */
export function rowsRelation<TRow extends object>(
  knex: Knex,
  name: string,
  { types, rows }: { types: ColumnTypes<TRow>; rows: readonly TRow[] },
): Knex.Raw {
  const columns = Object.fromEntries(
    keysOf(types).map(column => [
      column,
      {
        type: types[column],
        values: rows.map(row => valueOf(knex, row[column])),
      },
    ]),
  );
  return listRelation(knex, name, columns);
}

/** An insert of rows by one statement whose text does not grow with them. */
export function insertRows<TRow extends object>(
  knex: Knex,
  table: string,
  options: {
    types: ColumnTypes<TRow>;
    rows: readonly TRow[];
    /** Columns that get the same SQL expression in every row. */
    stamped?: Record<string, Knex.Raw>;
    /** What follows: `on conflict`, `returning`. */
    tail?: string;
  },
): Knex.Raw {
  const { types, rows, stamped = {}, tail = '' } = options;
  const columns = keysOf(types);
  const names = [...columns, ...Object.keys(stamped)];
  return knex.raw(
    `insert into ?? (${names.map(() => '??').join(', ')})
     select ${[
       ...columns.map(() => '??'),
       ...Object.keys(stamped).map(() => '?'),
     ].join(', ')}
     from ?
     where true -- else SQLite takes "on conflict" for a join
     ${tail}`,
    [
      table,
      ...names,
      ...columns,
      ...Object.values(stamped),
      rowsRelation(knex, 'given', { types, rows }),
    ],
  );
}

function keysOf<T extends object>(object: T): Array<keyof T & string> {
  return Object.keys(object) as Array<keyof T & string>;
}

function valueOf(knex: Knex, value: unknown): string | number | null {
  if (value === undefined || value === null) {
    return null;
  }
  if (value instanceof Date) {
    return toDatabaseTime(knex, value);
  }
  if (typeof value === 'string' || typeof value === 'number') {
    return value;
  }
  throw new TypeError(
    `Expected a text, a number, an instant or nothing for a column, got ${JSON.stringify(
      value,
    )}`,
  );
}

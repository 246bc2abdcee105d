import { Knex } from 'knex';

/**
 * Runs a statement that yields rows, such as a select or an update with `returning`.
 *
 * @remarks
 * The drivers disagree on what a raw statement answers: PostgreSQL a result with `rows`, SQLite the rows themselves.
 * The row type is the caller's promise about the columns that the statement names.
 */
export async function queryRows<TRow extends object>(
  knex: Knex,
  statement: Knex.Raw,
): Promise<TRow[]> {
  const answer: unknown = await runOn(knex, statement);
  if (isRows<TRow>(answer)) {
    return answer;
  }
  if (
    typeof answer === 'object' &&
    answer !== null &&
    'rows' in answer &&
    isRows<TRow>(answer.rows)
  ) {
    return answer.rows;
  }
  throw new TypeError(
    'Expected rows from the database, got a statement without a result set',
  );
}

/** A statement built on one handle runs on another when they differ, e.g. inside a transaction. */
function runOn(knex: Knex, statement: Knex.Raw): Promise<unknown> {
  const { sql, bindings } = statement.toSQL();
  return Promise.resolve(knex.raw(sql, [...bindings]));
}

function isRows<TRow extends object>(value: unknown): value is TRow[] {
  return Array.isArray(value);
}

import { createHash } from 'node:crypto';
import { Knex } from 'knex';
import { isPreparedStatementError } from './databaseErrors';
import { dialectOf } from './dialect';

/** A statement with its values, compiled already. */
export interface Statement {
  sql: string;
  bindings: readonly Knex.Value[];
}

/**
 * Runs a statement that yields rows, such as a select or an update with `returning`.
 *
 * @remarks
 * The drivers disagree on what a raw statement answers: PostgreSQL a result with `rows`, SQLite the rows themselves.
 * The row type is the caller's promise about the columns that the statement names.
 */
export async function queryRows<TRow extends object>(
  knex: Knex,
  statement: Knex.Raw | Statement,
): Promise<TRow[]> {
  const { sql, bindings } = compiled(statement);
  return rowsOf<TRow>(await run(knex, { sql, bindings }));
}

/**
 * As {@link queryRows}, for the statements of a loop: PostgreSQL parses and plans each once a connection instead of
 * every time, which costs more than to run it.
 *
 * @remarks
 * After a few times it plans without looking at the values, and takes any list for a short one. So the plan for a short
 * list has to be good for a long one, too: join the list with a table by its primary key and leave it no other way.
 *
 * A connection pooler in transaction mode may lose prepared statements. The first that is lost ends their use on this
 * database: a statement on its own is run again at once, a transaction by `retryOnConflict`.
 */
export async function queryRowsPrepared<TRow extends object>(
  knex: Knex,
  statement: Knex.Raw | Statement,
): Promise<TRow[]> {
  const { sql, bindings } = compiled(statement);
  // A transaction has a client of its own, with the configuration of the pool.
  const database: object = knex.client.config;
  if (dialectOf(knex) === 'sqlite' || losesStatements.has(database)) {
    return rowsOf<TRow>(await run(knex, { sql, bindings }));
  }
  try {
    const name = nameOf(sql);
    return rowsOf<TRow>(await run(knex, { sql, bindings, name }));
  } catch (error) {
    if (!isPreparedStatementError(error)) {
      throw error;
    }
    losesStatements.add(database);
    if (knex.isTransaction) {
      throw error;
    }
    return rowsOf<TRow>(await run(knex, { sql, bindings }));
  }
}

const losesStatements = new WeakSet<object>();
const names = new Map<string, string>();

/** The same text has the same name, in every process: what a connection remembers is never something else. */
function nameOf(sql: string): string {
  let name = names.get(sql);
  if (!name) {
    name = `control_plane_${createHash('sha256')
      .update(sql)
      .digest('hex')
      .slice(0, 24)}`;
    names.set(sql, name);
  }
  return name;
}

function compiled(statement: Knex.Raw | Statement): Statement {
  return 'toSQL' in statement ? statement.toSQL() : statement;
}

/** A statement built on one handle runs on another when they differ, e.g. inside a transaction. */
function run(
  knex: Knex,
  {
    sql,
    bindings,
    name,
  }: { sql: string; bindings: readonly Knex.Value[]; name?: string },
): Promise<unknown> {
  const statement = knex.raw(sql, [...bindings]);
  return Promise.resolve(name ? statement.options({ name }) : statement);
}

function rowsOf<TRow extends object>(answer: unknown): TRow[] {
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

function isRows<TRow extends object>(value: unknown): value is TRow[] {
  return Array.isArray(value);
}

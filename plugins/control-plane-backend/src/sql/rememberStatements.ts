/** Of the statements that a connection ran, as many as this are kept; what lists make different each time falls out. */
const MOST_REMEMBERED = 100;

export interface PreparedStatement {
  /** It is being read, and cannot be run anew before its end. */
  readonly busy: boolean;
}

export interface PreparingConnection {
  prepare(sql: string): PreparedStatement;
}

/**
 * Keeps the prepared statements of an SQLite connection for the next time that they are run.
 *
 * @remarks
 * Knex prepares each anew. For a statement of the queue that costs as much as a tenth of running it; and the driver makes a
 * function for the rows of each, which is at its slowest when it is new. SQLite itself prepares a statement again when the
 * schema has changed, and the driver then looks at its columns again.
 */
export function rememberStatements(connection: PreparingConnection): void {
  const prepare = connection.prepare.bind(connection);
  const statements = new Map<string, PreparedStatement>();
  connection.prepare = sql => {
    const known = statements.get(sql);
    const statement = known && !known.busy ? known : prepare(sql);
    // Behind those that were run longer ago.
    statements.delete(sql);
    statements.set(sql, statement);
    if (statements.size > MOST_REMEMBERED) {
      const [oldest] = statements.keys();
      statements.delete(oldest);
    }
    return statement;
  };
}

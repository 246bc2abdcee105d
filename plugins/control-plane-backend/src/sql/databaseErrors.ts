/** The code that a database driver put on an error: an SQLSTATE on PostgreSQL, a result code's name on SQLite. */
function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** Whether a statement failed because a row with the same key exists. */
export function isUniqueViolation(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === '23505' ||
    code === 'SQLITE_CONSTRAINT_UNIQUE' ||
    code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
  );
}

/** Whether a statement failed because it divided by zero. */
export function isDivisionByZero(error: unknown): boolean {
  return codeOf(error) === '22012';
}

/**
 * Whether a transaction failed only because of others that ran beside it, so that the same transaction may succeed when
 * it is run again: a serialization failure, a deadlock, a lock that was not available, a busy SQLite file, or a
 * prepared statement that a pooler lost.
 */
export function isTransientConflict(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === '40001' ||
    code === '40P01' ||
    code === '55P03' ||
    isPreparedStatementError(error) ||
    code?.startsWith('SQLITE_BUSY') === true ||
    code?.startsWith('SQLITE_LOCKED') === true
  );
}

/**
 * Whether a statement failed because the connection does not hold it prepared, or holds another, as when a pooler
 * changed the connection below it; or because the tables changed since. It had no effect.
 */
export function isPreparedStatementError(error: unknown): boolean {
  const code = codeOf(error);
  return code === '26000' || code === '42P05' || code === '0A000';
}

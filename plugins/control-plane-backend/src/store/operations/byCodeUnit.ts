/**
 * Compares text the way SQLite and Git do, whatever the locale of the database.
 *
 * @remarks
 * PostgreSQL sorts text by the collation the database was made with, so an order that callers rely on is made here.
 */
export function byCodeUnit<T>(key: (item: T) => string) {
  return (a: T, b: T): number => {
    const left = key(a);
    const right = key(b);
    if (left === right) {
      return 0;
    }
    return left < right ? -1 : 1;
  };
}

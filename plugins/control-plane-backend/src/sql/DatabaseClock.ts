import { Knex } from 'knex';
import { dialectOf } from './dialect';
import { fromDatabaseTime } from './databaseTime';
import { queryRows } from './queryRows';

/**
 * The database's clock as SQL: what leases, due times and expiries of all processes are compared by.
 *
 * @remarks
 * The expression is constant within one statement and moves on between the statements of a transaction, so a
 * transaction that waited for a lock does not stamp times from before the wait. Precision is a millisecond, rounded
 * down: a time that was just written never lies ahead of the next reading.
 *
 * Tests pass a clock that is shifted; see `ShiftedDatabaseClock`.
 */
export interface DatabaseClock {
  /** An SQL expression for the present, in the representation of a timestamp column. */
  now(knex: Knex): Knex.Raw;
}

/** The database's own, unshifted clock. */
export class SystemDatabaseClock implements DatabaseClock {
  now(knex: Knex): Knex.Raw {
    switch (dialectOf(knex)) {
      case 'postgresql':
        // Neither now() (the start of the transaction) nor clock_timestamp() (volatile, so no index condition).
        return knex.raw(`date_trunc('milliseconds', statement_timestamp())`);
      case 'sqlite':
        return knex.raw(`cast(unixepoch('now', 'subsec') * 1000 as integer)`);
      // no default: dialectOf is total
    }
  }
}

/**
 * An SQL expression for `at` plus a number of seconds, which may be a fraction, negative, or itself an expression.
 */
export function addSeconds(
  knex: Knex,
  at: Knex.Raw,
  seconds: number | Knex.Raw,
): Knex.Raw {
  switch (dialectOf(knex)) {
    case 'postgresql':
      return knex.raw(
        `date_trunc('milliseconds', ? + ?::double precision * interval '1 second')`,
        [at, seconds],
      );
    case 'sqlite':
      return knex.raw('(? + cast(round(? * 1000) as integer))', [at, seconds]);
    // no default: dialectOf is total
  }
}

/** An SQL expression for the seconds from `start` to `end`, as a fraction. */
export function secondsBetween(
  knex: Knex,
  start: Knex.Raw,
  end: Knex.Raw,
): Knex.Raw {
  switch (dialectOf(knex)) {
    case 'postgresql':
      return knex.raw('extract(epoch from (? - ?))::double precision', [
        end,
        start,
      ]);
    case 'sqlite':
      return knex.raw('((? - ?) / 1000.0)', [end, start]);
    // no default: dialectOf is total
  }
}

/** Reads the database's clock. */
export async function readDatabaseTime(
  knex: Knex,
  clock: DatabaseClock,
): Promise<Date> {
  const [row] = await queryRows<{ now: unknown }>(
    knex,
    knex.raw('select ? as now', [clock.now(knex)]),
  );
  return fromDatabaseTime(row.now);
}

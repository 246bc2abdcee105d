import { Knex } from 'knex';
import { DatabaseClock } from '../sql/DatabaseClock';
import { dialectOf } from '../sql/dialect';

/**
 * A clock of the database that stands still but for a millisecond with each look at it, and for the seconds by which a
 * test moves it: what is done by it does not depend on how fast the machine is.
 *
 * @remarks
 * The time is a parameter of the statement, not a part of its text: statements are prepared by their text.
 */
export class SteppedDatabaseClock implements DatabaseClock {
  #at: number;

  constructor(start = new Date('2026-03-01T10:00:00Z')) {
    this.#at = start.getTime();
  }

  now(knex: Knex): Knex.Raw {
    this.#at += 1;
    switch (dialectOf(knex)) {
      case 'postgresql':
        return knex.raw('?::timestamptz', [new Date(this.#at).toISOString()]);
      case 'sqlite':
        return knex.raw('cast(? as integer)', [this.#at]);
      // no default: dialectOf is total
    }
  }

  /** Moves the clock on, or back when `seconds` is negative. */
  shift(seconds: number): void {
    this.#at += Math.round(seconds * 1000);
  }
}

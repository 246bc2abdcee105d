import { Knex } from 'knex';
import {
  DatabaseClock,
  SystemDatabaseClock,
  addSeconds,
} from '../sql/DatabaseClock';

/** The database's clock, moved by as many seconds as a test asks for. */
export class ShiftedDatabaseClock implements DatabaseClock {
  readonly #system = new SystemDatabaseClock();
  #seconds = 0;

  now(knex: Knex): Knex.Raw {
    return addSeconds(knex, this.#system.now(knex), this.#seconds);
  }

  /** Moves the clock on, or back when `seconds` is negative. */
  shift(seconds: number): void {
    this.#seconds += seconds;
  }
}

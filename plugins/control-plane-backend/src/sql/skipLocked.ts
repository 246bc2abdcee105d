import { Knex } from 'knex';
import { dialectOf } from './dialect';

/**
 * The clause that locks the rows a select finds and passes over rows that others hold; goes at the end of the select.
 *
 * @remarks
 * SQLite has one writer at a time and no row locks: there it is empty. `of` names the one table to lock in a join.
 */
export function forUpdateSkipLocked(knex: Knex, of?: string): Knex.Raw {
  if (dialectOf(knex) === 'sqlite') {
    // A space, because knex takes an empty fragment for a missing binding.
    return knex.raw(' ');
  }
  return of
    ? knex.raw('for update of ?? skip locked', [of])
    : knex.raw('for update skip locked');
}

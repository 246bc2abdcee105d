import { Knex } from 'knex';
import { dialectOf } from './dialect';

/**
 * A condition that is always true of rows joined with a list of ids, and leads PostgreSQL's planner to them by `column`.
 *
 * @remarks
 * The planner does not know how long a list is that it joins with, and reads a whole table or a whole partial index
 * rather than probing for each. Those hold dead rows until the next vacuum; a probe by id meets none of them. SQLite
 * probes by itself.
 */
export function amongIds(
  knex: Knex,
  column: string,
  ids: readonly string[],
): Knex.Raw {
  return dialectOf(knex) === 'postgresql'
    ? knex.raw('?? = any(?::uuid[])', [column, `{${ids.join(',')}}`])
    : knex.raw('true');
}

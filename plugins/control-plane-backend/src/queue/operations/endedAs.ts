import { Knex } from 'knex';
import { ReplayFilter } from '../../domain/job/replay';

/**
 * The condition that a job ended otherwise than well, in the one way or the other.
 *
 * @remarks
 * There are few, and they have an index of their own, `jobs_stopped`. SQLite reads a partial index only where the condition
 * of that index stands in the statement word for word. It searches by the first of two conditions on a column: by the one
 * outcome, so that what it reads has the order of the ends and the first few need no sort of all.
 *
 * @param table - name or alias of the table of jobs in the statement
 */
export function endedAs(
  knex: Knex,
  outcome: ReplayFilter['state'],
  table: string,
): Knex.Raw {
  return knex.raw(
    `(:column: = :outcome and :column: in ('dead', 'cancelled'))`,
    {
      column: `${table}.outcome`,
      outcome,
    },
  );
}

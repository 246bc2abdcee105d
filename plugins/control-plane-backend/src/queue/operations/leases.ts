import { Knex } from 'knex';
import { dialectOf } from '../../sql/dialect';
import { inTransaction } from '../../sql/inTransaction';
import { queryRowsPrepared } from '../../sql/queryRows';

/**
 * The jobs that run, as a relation with the columns `kind`, `group_key` and `limit_key`, and those of the lease that holds
 * each.
 *
 * @remarks
 * A lease names all jobs of its claim, the job has the last word: it lost the ticket when it ended. Jobs are looked up one
 * by one; the planner, which takes every list for a short one, is left no other way.
 */
export function runningJobs(knex: Knex): Knex.Raw {
  switch (dialectOf(knex)) {
    case 'postgresql':
      return knex.raw(
        `job_leases cross join lateral (
           select jobs.kind, jobs.group_key, jobs.limit_key
           from unnest(job_leases.job_ids) as held(id) cross join lateral (
             select * from jobs where jobs.id = held.id and jobs.ticket = job_leases.ticket offset 0
           ) as jobs
         ) as running`,
      );
    case 'sqlite':
      return knex.raw(
        `job_leases cross join json_each(job_leases.job_ids) as held
         cross join jobs on jobs.id = held.value and jobs.ticket = job_leases.ticket`,
      );
    // no default: dialectOf is total
  }
}

/**
 * Runs a statement that settles jobs, and with it ends the leases that hold none any more; both or neither happen.
 *
 * @returns what the statement returned
 */
export async function endLeasesWith<TRow extends object>(
  knex: Knex,
  tickets: readonly string[],
  statement: Knex.Raw,
): Promise<TRow[]> {
  switch (dialectOf(knex)) {
    case 'postgresql':
      return await queryRowsPrepared<TRow>(
        knex,
        endingLeases(knex, tickets, statement),
      );
    case 'sqlite':
      return tickets.length === 0
        ? await queryRowsPrepared<TRow>(knex, statement)
        : await inTransaction(knex, async tx => {
            const rows = await queryRowsPrepared<TRow>(tx, statement);
            await tx('job_leases').whereIn('ticket', tickets).del();
            return rows;
          });
    // no default: dialectOf is total
  }
}

/**
 * A statement on PostgreSQL, with the end of leases before it; more common table expressions may lead it. Without tickets
 * its text is the same.
 */
export function endingLeases(
  knex: Knex,
  tickets: readonly string[],
  statement: Knex.Raw,
): Knex.Raw {
  return knex.raw(
    'with ended as (delete from job_leases where ticket = any(?::uuid[])) ?',
    [`{${tickets.join(',')}}`, statement],
  );
}

import { Knex } from 'knex';
import { ClaimedJob } from '../../domain/job/Job';
import { DatabaseClock, addSeconds } from '../../sql/DatabaseClock';
import { listRelation } from '../../sql/listRelation';
import { queryRowsPrepared } from '../../sql/queryRows';

/**
 * Extends the leases of jobs that their tickets still hold, all in one statement, and returns the ids of those.
 *
 * @remarks
 * A lease that ran out but was not rescued yet still belongs to its ticket: nobody else can have begun.
 */
export async function renewLeases(
  knex: Knex,
  jobs: Array<Pick<ClaimedJob, 'id' | 'ticket'>>,
  options: { clock: DatabaseClock; leaseSeconds: number },
): Promise<string[]> {
  if (jobs.length === 0) {
    return [];
  }
  const rows = await queryRowsPrepared<{ id: string }>(
    knex,
    renewStatement(knex, jobs, options),
  );
  return rows.map(row => row.id);
}

/** The whole statement; exported for the test of its plan. */
export function renewStatement(
  knex: Knex,
  jobs: Array<Pick<ClaimedJob, 'id' | 'ticket'>>,
  options: { clock: DatabaseClock; leaseSeconds: number },
): Knex.Raw {
  return knex.raw(
    `update jobs set lease_until = :leaseUntil
     from :held
     where jobs.id = held.id and jobs.ticket = held.ticket
     returning jobs.id`,
    {
      leaseUntil: addSeconds(
        knex,
        options.clock.now(knex),
        options.leaseSeconds,
      ),
      held: listRelation(knex, 'held', {
        id: { type: 'uuid', values: jobs.map(job => job.id) },
        ticket: { type: 'uuid', values: jobs.map(job => job.ticket) },
      }),
    },
  );
}

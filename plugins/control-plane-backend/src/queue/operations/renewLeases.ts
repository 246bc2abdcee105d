import { Knex } from 'knex';
import { DatabaseClock, addSeconds } from '../../sql/DatabaseClock';
import { dialectOf } from '../../sql/dialect';
import { listRelation } from '../../sql/listRelation';
import { queryRowsPrepared } from '../../sql/queryRows';
import { HeldAttempt } from './finishJobs';

/**
 * Extends the leases of jobs that their tickets still hold and returns the ids of those. A lease is extended for all jobs
 * of its claim.
 *
 * @remarks
 * A lease that ran out but was not rescued yet still belongs to its ticket: nobody else can have begun. Whoever rescues
 * ends the whole lease, so a lease that could be extended holds what it held.
 */
export async function renewLeases(
  knex: Knex,
  attempts: readonly HeldAttempt[],
  options: { clock: DatabaseClock; leaseSeconds: number },
): Promise<string[]> {
  if (attempts.length === 0) {
    return [];
  }
  const rows = await renew(knex, attempts, options);
  return rows.map(row => row.id);
}

async function renew(
  knex: Knex,
  attempts: readonly HeldAttempt[],
  options: { clock: DatabaseClock; leaseSeconds: number },
): Promise<Array<{ id: string }>> {
  const extend = renewStatement(knex, attempts, options);
  const held = (leases: string) =>
    knex.raw(
      `select jobs.id from ? join ?? as leases on leases.ticket = held.ticket
       join jobs on jobs.id = held.id and jobs.ticket = held.ticket`,
      [
        listRelation(knex, 'held', {
          id: { type: 'uuid', values: attempts.map(({ id }) => id) },
          ticket: {
            type: 'uuid',
            values: attempts.map(({ ticket }) => ticket),
          },
        }),
        leases,
      ],
    );
  switch (dialectOf(knex)) {
    case 'postgresql':
      return await queryRowsPrepared(
        knex,
        knex.raw('with renewed as (?) ?', [extend, held('renewed')]),
      );
    case 'sqlite':
      return await knex.transaction(async tx => {
        await queryRowsPrepared(tx, extend);
        return await queryRowsPrepared(tx, held('job_leases'));
      });
    // no default: dialectOf is total
  }
}

/** What extends the leases; exported for the test of its plan. */
export function renewStatement(
  knex: Knex,
  attempts: readonly HeldAttempt[],
  options: { clock: DatabaseClock; leaseSeconds: number },
): Knex.Raw {
  const tickets = [...new Set(attempts.map(({ ticket }) => ticket))];
  return knex.raw(
    `update job_leases set lease_until = :leaseUntil
     from :asked
     where job_leases.ticket = asked.ticket
     returning job_leases.ticket`,
    {
      leaseUntil: addSeconds(
        knex,
        options.clock.now(knex),
        options.leaseSeconds,
      ),
      asked: listRelation(knex, 'asked', {
        ticket: { type: 'uuid', values: tickets },
      }),
    },
  );
}

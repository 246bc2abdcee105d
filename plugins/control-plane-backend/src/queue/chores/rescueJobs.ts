import { Knex } from 'knex';
import { Backoff } from '../../domain/job/retryDelay';
import { determineSettlement } from '../../domain/job/settlement';
import { DatabaseClock } from '../../sql/DatabaseClock';
import { queryRows } from '../../sql/queryRows';
import { forUpdateSkipLocked } from '../../sql/skipLocked';
import { JobRow } from '../jobRow';
import { SettledJob, settleJobs } from '../operations/settleJobs';

/** A process that dies leaves at most what it held; more than that waits for the next call. */
const BATCH = 1000;

/**
 * Takes jobs from holders whose leases ran out, as if each had reported a failure that may pass by itself.
 *
 * @remarks
 * The rows are locked between the look and the write, and the write is fenced by the ticket that was seen, so a
 * renewal that comes in between either wins or finds its lease lost; never both.
 */
export async function rescueJobs(
  tx: Knex.Transaction,
  options: { clock: DatabaseClock; backoff: Backoff; random: () => number },
): Promise<SettledJob[]> {
  const rows = await queryRows<ExpiredRow>(tx, expiredStatement(tx, options));
  return await settleJobs(
    tx,
    rows.flatMap(row =>
      row.ticket === null
        ? []
        : {
            id: row.id,
            ticket: row.ticket,
            settlement: determineSettlement(
              { attempt: row.attempt, maxAttempts: row.max_attempts },
              {
                type: 'retryable',
                message: `The lease of ${row.lease_owner} ran out: its process died, hung or lost the database`,
              },
              { random: options.random(), backoff: options.backoff },
            ),
          },
    ),
    options,
  );
}

type ExpiredRow = Pick<
  JobRow,
  'id' | 'ticket' | 'attempt' | 'max_attempts' | 'lease_owner'
>;

/** The look at what ran out; exported for the test of its plan. */
export function expiredStatement(
  knex: Knex,
  options: { clock: DatabaseClock },
): Knex.Raw {
  return knex.raw(
    `select id, ticket, attempt, max_attempts, lease_owner from jobs
     where state = 'leased' and lease_until <= ?
     order by lease_until limit ? ?`,
    [options.clock.now(knex), BATCH, forUpdateSkipLocked(knex)],
  );
}

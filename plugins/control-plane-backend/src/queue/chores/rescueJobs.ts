import { Knex } from 'knex';
import { Backoff } from '../../domain/job/retryDelay';
import { determineSettlement } from '../../domain/job/settlement';
import { DatabaseClock } from '../../sql/DatabaseClock';
import { dialectOf } from '../../sql/dialect';
import { listRelation } from '../../sql/listRelation';
import { queryRows } from '../../sql/queryRows';
import { forUpdateSkipLocked } from '../../sql/skipLocked';
import { JobRow } from '../jobRow';
import { HeldAttempt } from '../operations/finishJobs';
import { inLockOrder } from '../operations/lockOrder';
import { SettledJob, settleJobs } from '../operations/settleJobs';

/** A process that dies leaves at most a few; more than that wait for the next call. */
const MOST_LEASES = 100;

/**
 * Takes jobs from holders whose leases ran out, as if each had reported a failure that may pass by itself, and ends those
 * leases.
 *
 * @remarks
 * The lease is locked from the look until all is written, so a renewal that comes in between either wins or finds its
 * lease gone; never both. A holder that is just settling a job of it wins that job.
 */
export async function rescueJobs(
  tx: Knex.Transaction,
  options: { clock: DatabaseClock; backoff: Backoff; random: () => number },
): Promise<SettledJob[]> {
  const leases = await queryRows<ExpiredLease>(
    tx,
    expiredStatement(tx, options),
  );
  if (leases.length === 0) {
    return [];
  }
  const owners = new Map(leases.map(({ ticket, owner }) => [ticket, owner]));
  const rows = await queryRows<HeldRow>(
    tx,
    heldStatement(tx, leases.flatMap(attemptsOf)),
  );
  return await settleJobs(
    tx,
    rows.sort(inLockOrder).map(row => ({
      id: row.id,
      ticket: row.ticket,
      settlement: determineSettlement(
        { attempt: row.attempt, maxAttempts: row.max_attempts },
        {
          type: 'retryable',
          message: `The lease of ${owners.get(
            row.ticket,
          )} ran out: its process died, hung or lost the database`,
        },
        { random: options.random(), backoff: options.backoff },
      ),
    })),
    { clock: options.clock, ended: [...owners.keys()] },
  );
}

interface ExpiredLease {
  ticket: string;
  owner: string;
  /** JSON on SQLite. */
  job_ids: string | string[];
}

interface HeldRow
  extends Pick<JobRow, 'id' | 'kind' | 'key' | 'attempt' | 'max_attempts'> {
  ticket: string;
}

/** The look at what ran out; exported for the test of its plan. */
export function expiredStatement(
  knex: Knex,
  options: { clock: DatabaseClock },
): Knex.Raw {
  return knex.raw(
    `select ticket, owner, job_ids from job_leases where lease_until <= ?
     order by lease_until limit ? ?`,
    [options.clock.now(knex), MOST_LEASES, forUpdateSkipLocked(knex)],
  );
}

function attemptsOf({ ticket, job_ids: jobs }: ExpiredLease): HeldAttempt[] {
  const ids: string[] = typeof jobs === 'string' ? JSON.parse(jobs) : jobs;
  return ids.map(id => ({ id, ticket }));
}

/** The look at what those held; exported for the test of its plan. */
export function heldStatement(
  knex: Knex,
  attempts: readonly HeldAttempt[],
): Knex.Raw {
  return knex.raw(
    `select jobs.id, jobs.kind, jobs.key, jobs.ticket, jobs.attempt, jobs.max_attempts
     from ? join jobs on jobs.id = held.id and jobs.ticket = held.ticket ?`,
    [
      listRelation(knex, 'held', {
        id: { type: 'uuid', values: attempts.map(({ id }) => id) },
        ticket: { type: 'uuid', values: attempts.map(({ ticket }) => ticket) },
      }),
      // A space, because Knex takes an empty fragment for a missing binding.
      knex.raw(dialectOf(knex) === 'postgresql' ? 'for update of jobs' : ' '),
    ],
  );
}

import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { Job } from '../../domain/job/Job';
import { DatabaseClock } from '../../sql/DatabaseClock';
import { queryRows } from '../../sql/queryRows';
import { isJobId } from '../JobIds';
import { JobRow, rowToJob } from '../jobRow';
import { getJob } from './readJobs';

/**
 * Ends a job that waits.
 *
 * @throws NotFoundError when there is no such job.
 * @throws ConflictError when the job is not ready: what runs may already have had its effect outside.
 */
export async function cancelJob(
  tx: Knex.Transaction,
  id: string,
  options: { clock: DatabaseClock },
): Promise<Job> {
  const rows = isJobId(id)
    ? await queryRows<JobRow>(
        tx,
        tx.raw(
          `update jobs set outcome = 'cancelled', finished_at = :now, waits_for = null
           where id = :id and outcome is null and ticket is null returning *`,
          { id, now: options.clock.now(tx) },
        ),
      )
    : [];
  if (rows.length > 0) {
    return rowToJob(rows[0]);
  }
  const job = await getJob(tx, id);
  if (!job) {
    throw new NotFoundError(`Job '${id}' does not exist`);
  }
  throw new ConflictError(
    `Job '${id}': expected a job that waits, got one that is ${job.state}; only what has not begun can be cancelled`,
  );
}

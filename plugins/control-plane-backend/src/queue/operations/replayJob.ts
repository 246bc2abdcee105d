import { ConflictError, NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { Job } from '../../domain/job/Job';
import { DatabaseClock } from '../../sql/DatabaseClock';
import { isUniqueViolation } from '../../sql/databaseErrors';
import { queryRows } from '../../sql/queryRows';
import { isJobId } from '../JobIds';
import { JobRow, rowToJob } from '../jobRow';
import { getJob } from './readJobs';

/**
 * Makes a dead or cancelled job ready again with its attempts reset; its last error stays to be read.
 *
 * @throws NotFoundError when there is no such job.
 * @throws ConflictError when the job is in another state or when a live job of its kind and key exists.
 */
export async function replayJob(
  tx: Knex.Transaction,
  id: string,
  options: { clock: DatabaseClock },
): Promise<Job> {
  const rows = await replay(tx, id, options.clock);
  if (rows.length > 0) {
    return rowToJob(rows[0]);
  }
  const job = await getJob(tx, id);
  if (!job) {
    throw new NotFoundError(`Job '${id}' does not exist`);
  }
  throw new ConflictError(
    job.state === 'dead' || job.state === 'cancelled'
      ? liveJobExists(id)
      : `Job '${id}': expected a dead or cancelled job to replay, got one that is ${job.state}`,
  );
}

async function replay(
  tx: Knex.Transaction,
  id: string,
  clock: DatabaseClock,
): Promise<JobRow[]> {
  if (!isJobId(id)) {
    return [];
  }
  try {
    return await queryRows<JobRow>(
      tx,
      tx.raw(
        `update jobs set outcome = null, attempt = 0, run_at = :now, finished_at = null, waits_for = null
         where id = :id and outcome in ('dead', 'cancelled') and not exists (
           select 1 from jobs as live
           where live.kind = jobs.kind and live.key = jobs.key and live.outcome is null
         )
         returning *`,
        { id, now: clock.now(tx) },
      ),
    );
  } catch (error) {
    // An enqueue of the same key came between the check and the write.
    if (isUniqueViolation(error)) {
      throw new ConflictError(liveJobExists(id), error);
    }
    throw error;
  }
}

function liveJobExists(id: string): string {
  return `Job '${id}' cannot be replayed: a live job of its kind and key exists and does the same work`;
}

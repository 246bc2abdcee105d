import { Knex } from 'knex';
import { listRelation } from '../../sql/listRelation';

export const JOB_LOGS_TABLE = 'job_logs';

/** Drops all but the newest lines of some jobs. Reads no more of a job than there are lines of it. */
export async function dropOldJobLogs(
  tx: Knex.Transaction,
  options: { jobIds: string[]; keep: number },
): Promise<void> {
  await tx.raw(
    `delete from job_logs where id in (
       select id from (
         select id, row_number() over (partition by job_id order by id desc) as place
         from job_logs where job_id in (select job_id from ?)
       ) as placed where place > ?
     )`,
    [jobs(tx, options.jobIds), options.keep],
  );
}

/** Drops every line of some jobs. */
export async function dropJobLogs(
  tx: Knex.Transaction,
  jobIds: string[],
): Promise<void> {
  await tx.raw('delete from job_logs where job_id in (select job_id from ?)', [
    jobs(tx, jobIds),
  ]);
}

function jobs(tx: Knex.Transaction, jobIds: string[]): Knex.Raw {
  return listRelation(tx, 'jobs_with_lines', {
    job_id: { type: 'uuid', values: jobIds },
  });
}

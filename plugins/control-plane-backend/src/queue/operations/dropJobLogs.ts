import { Knex } from 'knex';
import { dialectOf } from '../../sql/dialect';
import { joinTopRows } from '../../sql/joinTopRows';
import { listRelation } from '../../sql/listRelation';
import { queryRowsPrepared } from '../../sql/queryRows';

export const JOB_LOGS_TABLE = 'job_logs';

/**
 * Lines that one statement drops at most: of each job where old lines go, and then what is left goes with the next ones;
 * of all jobs together in {@link dropSomeJobLogs}.
 */
export const MOST_DROPPED = 1000;

/** Drops all but the newest lines of some jobs. Reads no more of a job than there are lines of it. */
export async function dropOldJobLogs(
  tx: Knex.Transaction,
  options: { jobIds: string[]; keep: number },
): Promise<void> {
  await queryRowsPrepared(tx, dropOldStatement(tx, options));
}

/** The whole statement; exported for the test of its plan. */
export function dropOldStatement(
  knex: Knex,
  { jobIds, keep }: { jobIds: string[]; keep: number },
): Knex.Raw {
  const old = knex.raw('select old_lines.id from ? ?', [
    jobs(knex, jobIds),
    joinTopRows(knex, {
      table: JOB_LOGS_TABLE,
      id: 'id',
      alias: 'old_lines',
      columns: ['id'],
      top: knex.raw(
        `where inner_old_lines.job_id = jobs_with_lines.job_id
         order by inner_old_lines.id desc limit ? offset ?`,
        [MOST_DROPPED, keep],
      ),
    }),
  ]);
  switch (dialectOf(knex)) {
    case 'postgresql':
      // An array, because the planner takes a list of unknown length for a reason to read the whole table.
      return knex.raw(
        'delete from job_logs where id = any(array(?)) returning id',
        [old],
      );
    case 'sqlite':
      return knex.raw('delete from job_logs where id in (?) returning id', [
        old,
      ]);
    // no default: dialectOf is total
  }
}

/** Drops every line of some jobs: none keeps as many as one statement drops. */
export async function dropJobLogs(
  tx: Knex.Transaction,
  jobIds: string[],
): Promise<void> {
  await dropOldJobLogs(tx, { jobIds, keep: 0 });
}

/**
 * Drops lines of some jobs, up to {@link MOST_DROPPED} of them, and returns how many: fewer when none is left. For SQLite,
 * where a statement that drops all lines of many jobs would hold up the whole process.
 */
export async function dropSomeJobLogs(
  knex: Knex,
  jobIds: string[],
): Promise<number> {
  const some = knex(JOB_LOGS_TABLE)
    .select('id')
    .whereIn('job_id', knex.select('job_id').from(jobs(knex, jobIds)))
    .limit(MOST_DROPPED);
  return await knex(JOB_LOGS_TABLE).whereIn('id', some).delete();
}

function jobs(knex: Knex, jobIds: string[]): Knex.Raw {
  return listRelation(knex, 'jobs_with_lines', {
    job_id: { type: 'uuid', values: jobIds },
  });
}

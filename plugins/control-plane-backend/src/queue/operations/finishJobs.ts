import { Knex } from 'knex';
import { ClaimedJob } from '../../domain/job/Job';
import { DatabaseClock } from '../../sql/DatabaseClock';
import { dialectOf } from '../../sql/dialect';
import { listRelation } from '../../sql/listRelation';
import { SettledJob, SettleOptions, settled } from './settleJobs';

/** One attempt: the job and who holds it. */
export type HeldAttempt = Pick<ClaimedJob, 'id' | 'ticket'>;

/** The same with what its row is locked by; see {@link inLockOrder}. */
export type EndingAttempt = HeldAttempt & Pick<ClaimedJob, 'kind' | 'key'>;

/**
 * As {@link settleJobs}, for attempts that are done and have no more to tell, as almost all are: the statement carries
 * nothing but ids.
 */
export async function finishJobs(
  knex: Knex,
  attempts: readonly HeldAttempt[],
  options: SettleOptions,
): Promise<SettledJob[]> {
  return await settled(
    knex,
    options.ended,
    finishStatement(knex, attempts, options),
  );
}

/** The whole statement; exported for the test of its plan. */
export function finishStatement(
  knex: Knex,
  attempts: readonly HeldAttempt[],
  options: { clock: DatabaseClock },
): Knex.Raw {
  return knex.raw(
    `update jobs set
         outcome = case when run_again_at is null then 'done' end,
         attempt = case when run_again_at is null then attempt else 0 end,
         run_at = coalesce(run_again_at, run_at),
         finished_at = case when run_again_at is null then :now end,
         waits_for = null,
         run_again_at = null,
         ticket = null
       :held
       returning jobs.id, jobs.state, jobs.limit_key`,
    { now: options.clock.now(knex), held: stillHeld(knex, attempts) },
  );
}

/** Of the jobs, those that the attempts' tickets hold still. */
function stillHeld(knex: Knex, attempts: readonly HeldAttempt[]): Knex.Raw {
  const held = listRelation(knex, 'settled', {
    id: { type: 'uuid', values: attempts.map(({ id }) => id) },
    ticket: { type: 'uuid', values: attempts.map(({ ticket }) => ticket) },
  });
  switch (dialectOf(knex)) {
    case 'postgresql':
      return knex.raw(
        'from ? where jobs.id = settled.id and jobs.ticket = settled.ticket',
        [held],
      );
    case 'sqlite':
      // An update with a join computes all new rows before it writes the first.
      return knex.raw(
        'where (id, ticket) in (select settled.id, settled.ticket from ?)',
        [held],
      );
    // no default: dialectOf is total
  }
}

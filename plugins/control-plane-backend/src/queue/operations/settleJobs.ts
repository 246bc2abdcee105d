import { Knex } from 'knex';
import { ClaimedJob, JobState } from '../../domain/job/Job';
import { Settlement } from '../../domain/job/settlement';
import { DatabaseClock, addSeconds } from '../../sql/DatabaseClock';
import { listRelation } from '../../sql/listRelation';
import { endLeasesWith } from './leases';

/** Longest text of an error or a reason that is kept; more belongs in the log. */
const LONGEST_TEXT = 4000;

export type TicketedSettlement = Pick<ClaimedJob, 'id' | 'ticket'> & {
  settlement: Settlement;
};

export interface SettleOptions {
  clock: DatabaseClock;
  /** Tickets whose leases end with this: no other job has them. */
  ended: readonly string[];
}

export interface SettledJob {
  id: string;
  state: JobState;
  limitKey: string;
}

/**
 * Ends the attempts of jobs that their tickets still hold, all in one statement, and returns those; a job that is
 * missing from the result was lost to somebody else and is left as it is.
 *
 * @remarks
 * A job that was enqueued while it ran ends as if that enqueue had come just afterwards: one that waits is due at the
 * earlier of both times, and one that finished, well or badly, starts anew with its attempts reset.
 *
 * Only a leased job has a ticket, so the state needs no condition.
 */
export async function settleJobs(
  knex: Knex,
  settlements: TicketedSettlement[],
  options: SettleOptions,
): Promise<SettledJob[]> {
  return await settled(
    knex,
    options.ended,
    settleStatement(knex, settlements, options),
  );
}

/** What a statement returns that settles jobs. */
export interface SettledRow {
  id: string;
  state: JobState;
  limit_key: string;
}

/** Runs a statement that returns what it settled. */
export async function settled(
  knex: Knex,
  ended: readonly string[],
  statement: Knex.Raw,
): Promise<SettledJob[]> {
  return settledJobs(await endLeasesWith<SettledRow>(knex, ended, statement));
}

export function settledJobs(rows: readonly SettledRow[]): SettledJob[] {
  return rows.map(row => ({
    id: row.id,
    state: row.state,
    limitKey: row.limit_key,
  }));
}

/** The whole statement; exported for the test of its plan. */
export function settleStatement(
  knex: Knex,
  settlements: TicketedSettlement[],
  options: { clock: DatabaseClock },
): Knex.Raw {
  const now = options.clock.now(knex);
  return knex.raw(
    `update jobs set
         outcome = case when jobs.run_again_at is null and settled.state <> 'ready' then settled.state end,
         attempt = case when jobs.run_again_at is not null and settled.state <> 'ready'
                        then 0 else settled.attempt end,
         run_at = case
           when settled.state <> 'ready' then coalesce(jobs.run_again_at, jobs.run_at)
           when settled.delay_seconds is null then jobs.run_at
           when jobs.run_again_at < :dueAt then jobs.run_again_at
           else :dueAt end,
         finished_at = case when jobs.run_again_at is null and settled.state <> 'ready' then :now end,
         waits_for = case when jobs.run_again_at is null or jobs.run_again_at >= :dueAt
                          then settled.waits_for end,
         error_message = coalesce(settled.error_message, jobs.error_message),
         error_type = coalesce(settled.error_type, jobs.error_type),
         error_at = case when settled.error_message is null then jobs.error_at else :now end,
         run_again_at = null,
         ticket = null
       from :settled
       where jobs.id = settled.id and jobs.ticket = settled.ticket
       returning jobs.id, jobs.state, jobs.limit_key`,
    {
      now,
      dueAt: addSeconds(knex, now, knex.raw('settled.delay_seconds')),
      settled: settledRelation(knex, settlements),
    },
  );
}

function settledRelation(
  knex: Knex,
  settlements: TicketedSettlement[],
): Knex.Raw {
  const text = (pick: (settlement: Settlement) => string | undefined) =>
    settlements.map(({ settlement }) => {
      const value = pick(settlement);
      // PostgreSQL's text cannot hold the null character, and error messages are made of what others sent.
      return value?.replaceAll('\0', '').slice(0, LONGEST_TEXT) ?? null;
    });
  return listRelation(knex, 'settled', {
    id: { type: 'uuid', values: settlements.map(entry => entry.id) },
    ticket: { type: 'uuid', values: settlements.map(entry => entry.ticket) },
    state: { type: 'text', values: text(settlement => settlement.state) },
    attempt: {
      type: 'integer',
      values: settlements.map(({ settlement }) => settlement.attempt),
    },
    delay_seconds: {
      type: 'double precision',
      values: settlements.map(
        ({ settlement }) => settlement.delaySeconds ?? null,
      ),
    },
    waits_for: {
      type: 'text',
      values: text(settlement => settlement.waitsFor),
    },
    error_message: {
      type: 'text',
      values: text(settlement => settlement.error?.message),
    },
    error_type: {
      type: 'text',
      values: text(settlement => {
        if (!settlement.error) {
          return undefined;
        }
        return settlement.error.retryable ? 'retryable' : 'terminal';
      }),
    },
  });
}

import { Knex } from 'knex';
import { ClaimedJob } from '../../domain/job/Job';
import { LaneShare } from '../../domain/job/shareOut';
import { dialectOf } from '../../sql/dialect';
import { queryRowsPrepared } from '../../sql/queryRows';
import {
  ClaimedRow,
  ClaimOptions,
  claimedJobs,
  claimJobs,
  claimParts,
} from './claimJobs';
import { HeldAttempt, finishJobs, finishStatement } from './finishJobs';
import { endingLeases } from './leases';
import {
  SettledJob,
  SettledRow,
  SettleOptions,
  settledJobs,
} from './settleJobs';

export interface FinishedAndClaimed {
  settled: SettledJob[];
  claimed: ClaimedJob[];
}

/**
 * As {@link finishJobs} and {@link claimJobs} in one transaction, on PostgreSQL in one statement: where jobs come and go
 * one by one, half of what they cost is the commit and the way there and back.
 */
export async function finishAndClaimJobs(
  knex: Knex,
  attempts: readonly HeldAttempt[],
  shares: readonly LaneShare[],
  options: SettleOptions & ClaimOptions,
): Promise<FinishedAndClaimed> {
  switch (dialectOf(knex)) {
    case 'postgresql': {
      const rows = await queryRowsPrepared<FinishedRow | TakenRow>(
        knex,
        finishAndClaimStatement(knex, attempts, shares, options),
      );
      return {
        settled: settledJobs(rows.filter(isFinished)),
        claimed: claimedJobs(rows.filter(isTaken), options),
      };
    }
    case 'sqlite':
      return await knex.transaction(async tx => ({
        settled: await finishJobs(tx, attempts, options),
        claimed: await claimJobs(tx, shares, options),
      }));
    // no default: dialectOf is total
  }
}

type FinishedRow = SettledRow & { part: 'finished' };
type TakenRow = ClaimedRow & { part: 'taken' };

const isFinished = (row: FinishedRow | TakenRow): row is FinishedRow =>
  row.part === 'finished';
const isTaken = (row: FinishedRow | TakenRow): row is TakenRow =>
  row.part === 'taken';

/**
 * The whole statement on PostgreSQL; exported for the test of its plan.
 *
 * @remarks
 * What it finishes has a ticket in the snapshot that it sees, and what it takes has none: the parts never meet in a row.
 */
export function finishAndClaimStatement(
  knex: Knex,
  attempts: readonly HeldAttempt[],
  shares: readonly LaneShare[],
  options: SettleOptions & ClaimOptions,
): Knex.Raw {
  const { pick, take } = claimParts(knex, shares, options);
  return endingLeases(
    knex,
    options.ended,
    knex.raw(
      `, finished as (:finish), :pick, taken as (:take)
       select 'finished' as part, id, state, limit_key, null as kind, null as key, null as group_key, null as priority,
         null as payload, null as attempt, null as max_attempts, null as run_at, null as created_at, null as claimed_at
       from finished
       union all
       select 'taken', id, null, limit_key, kind, key, group_key, priority,
         payload, attempt, max_attempts, run_at, created_at, claimed_at
       from taken`,
      { finish: finishStatement(knex, attempts, options), pick, take },
    ),
  );
}

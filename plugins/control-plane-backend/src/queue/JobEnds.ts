import { Knex } from 'knex';
import { DatabaseClock } from '../sql/DatabaseClock';
import { JobClaims } from './JobClaims';
import { NextRequest } from './JobQueue';
import { JobQueueConfig } from './JobQueueConfig';
import { JobWaker } from './JobWaker';
import { beginBehind } from './LaneBook';
import { OpenLeases } from './OpenLeases';
import {
  FinishedAndClaimed,
  finishAndClaimJobs,
} from './operations/finishAndClaimJobs';
import { HeldAttempt, finishJobs } from './operations/finishJobs';
import {
  SettledJob,
  settleJobs,
  TicketedSettlement,
} from './operations/settleJobs';

export interface JobEndsOptions {
  knex: Knex;
  config: Pick<JobQueueConfig, 'limits'>;
  databaseClock: DatabaseClock;
  claims: JobClaims;
  openLeases: OpenLeases;
  waker: JobWaker;
  /** Runs a statement or transaction again when it failed only because of others beside it. */
  retry<T>(run: () => Promise<T>): Promise<T>;
}

/** Writes the ends of attempts, with the leases that end with them, and tells whoever waits for a place that became free. */
export class JobEnds {
  constructor(private readonly options: JobEndsOptions) {}

  /** What just ended well: the cheapest statement, and by far the most frequent. */
  finish(attempts: HeldAttempt[]): Promise<SettledJob[]> {
    const { knex, databaseClock: clock } = this.options;
    return this.#write(attempts, ended =>
      finishJobs(knex, attempts, { clock, ended }),
    );
  }

  settle(settlements: TicketedSettlement[]): Promise<SettledJob[]> {
    const { knex, databaseClock: clock } = this.options;
    return this.#write(settlements, ended =>
      settleJobs(knex, settlements, { clock, ended }),
    );
  }

  /**
   * What just ended well, and as many jobs that follow.
   *
   * @remarks
   * Where nothing is limited: there a place that becomes free may be another process's to take.
   *
   * @returns undefined when that cannot be done at the moment: nothing was written
   */
  async finishAndClaim(
    attempts: HeldAttempt[],
    next: NextRequest,
  ): Promise<FinishedAndClaimed | undefined> {
    const { knex, claims, openLeases, retry } = this.options;
    const shares = await claims.plan({ ...next, limit: attempts.length });
    if (!shares) {
      return undefined;
    }
    const result = await retry(() =>
      openLeases.settle(attempts, ended =>
        finishAndClaimJobs(knex, attempts, shares, {
          ...claims.newClaim(next.owner),
          ended,
        }),
      ),
    );
    beginBehind(shares, result.claimed);
    openLeases.opened(result.claimed);
    return result;
  }

  async #write(
    attempts: readonly HeldAttempt[],
    write: (ended: string[]) => Promise<SettledJob[]>,
  ): Promise<SettledJob[]> {
    const { knex, config, openLeases, waker, retry } = this.options;
    const settled = await retry(() => openLeases.settle(attempts, write));
    if (settled.some(job => job.limitKey in config.limits)) {
      // A place within a limit became free, and a job that waits for it may be any process's to run.
      await waker.announce(knex);
      waker.wake();
    }
    return settled;
  }
}

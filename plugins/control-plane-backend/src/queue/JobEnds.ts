import { Knex } from 'knex';
import { Settlement } from '../domain/job/settlement';
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

/**
 * Writes the ends of attempts, with the leases that end with them, and tells all processes of what became theirs to take: a place
 * within a limit, or a job that its holder gave back.
 */
export class JobEnds {
  constructor(private readonly options: JobEndsOptions) {}

  /** What just ended well: the cheapest statement, and by far the most frequent. */
  finish(attempts: HeldAttempt[]): Promise<SettledJob[]> {
    const { knex, databaseClock: clock } = this.options;
    return this.#write(attempts, ended =>
      finishJobs(knex, attempts, { clock, ended }),
    );
  }

  async settle(settlements: TicketedSettlement[]): Promise<SettledJob[]> {
    const { knex, databaseClock: clock } = this.options;
    const settled = await this.#write(settlements, ended =>
      settleJobs(knex, settlements, { clock, ended }),
    );
    if (settlements.some(({ settlement }) => isHandedBack(settlement))) {
      await this.#tell();
    }
    return settled;
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
    const { config, openLeases, retry } = this.options;
    const settled = await retry(() => openLeases.settle(attempts, write));
    if (settled.some(job => job.limitKey in config.limits)) {
      await this.#tell();
    }
    return settled;
  }

  async #tell(): Promise<void> {
    const { knex, waker } = this.options;
    waker.wake();
    await waker.announce(knex).catch(() => {
      // Sweeps find what nobody told. The ends are committed: to whoever wrote them they must not look as if they were not.
    });
  }
}

/** Whether a job was due when its attempt began and is so again. */
function isHandedBack({ state, delaySeconds }: Settlement): boolean {
  return state === 'ready' && delaySeconds === undefined;
}

import { Settlement } from '../domain/job/settlement';
import { GroupCommit } from './GroupCommit';
import { SettleResult } from './JobQueue';
import { HeldAttempt } from './operations/finishJobs';
import { SettledJob, TicketedSettlement } from './operations/settleJobs';

/** Most attempts that one statement ends. */
const LARGEST_BATCH = 500;

/**
 * Writes how attempts end; what comes in at about the same time goes out together.
 *
 * @remarks
 * What just ended well goes apart from what failed or waits: it is almost all there is, and needs a statement that is
 * much cheaper.
 */
export class JobSettlements {
  readonly #finished: GroupCommit<HeldAttempt, SettleResult>;
  readonly #others: GroupCommit<TicketedSettlement, SettleResult>;

  constructor(options: {
    finish(attempts: HeldAttempt[]): Promise<SettledJob[]>;
    settle(settlements: TicketedSettlement[]): Promise<SettledJob[]>;
  }) {
    this.#finished = new GroupCommit({
      largest: LARGEST_BATCH,
      write: async attempts =>
        resultsOf(attempts, await options.finish(attempts)),
    });
    this.#others = new GroupCommit({
      largest: LARGEST_BATCH,
      write: async settlements =>
        resultsOf(settlements, await options.settle(settlements)),
    });
  }

  add(attempt: HeldAttempt, settlement: Settlement): Promise<SettleResult> {
    const { id, ticket } = attempt;
    const { state, error, waitsFor } = settlement;
    return state === 'done' && !error && waitsFor === undefined
      ? this.#finished.add({ id, ticket })
      : this.#others.add({ id, ticket, settlement });
  }
}

/** What is missing among the settled was lost to somebody else. */
function resultsOf(
  attempts: readonly HeldAttempt[],
  settled: readonly SettledJob[],
): SettleResult[] {
  const states = new Map(settled.map(job => [job.id, job.state]));
  return attempts.map(({ id }) => {
    const state = states.get(id);
    return state ? { type: 'settled', state } : { type: 'lost' };
  });
}

import { ClaimedJob } from '../domain/job/Job';
import { Settlement } from '../domain/job/settlement';
import { GroupCommit } from './GroupCommit';
import { NextRequest, SettleResult } from './JobQueue';
import { EndingAttempt, HeldAttempt } from './operations/finishJobs';
import { FinishedAndClaimed } from './operations/finishAndClaimJobs';
import { inLockOrder } from './operations/lockOrder';
import { SettledJob, TicketedSettlement } from './operations/settleJobs';

/** Most attempts that one statement ends. */
const LARGEST_BATCH = 1000;

/**
 * Most attempts whose end and the claim of what follows them go together. Of many at a time, what is saved is little beside
 * what they cost, and a claim does better apart.
 */
const MOST_FOLLOWED = 50;

/** An attempt that is done, and who wants a job in its place. */
type FinishedAttempt = EndingAttempt & { next?: NextRequest };

/**
 * Writes how attempts end; what comes in at about the same time goes out together.
 *
 * @remarks
 * What just ended well goes apart from what failed or waits: it is almost all there is, and needs a statement that is
 * much cheaper.
 */
export class JobSettlements {
  readonly #finished: GroupCommit<FinishedAttempt, SettleResult>;
  readonly #others: GroupCommit<
    TicketedSettlement & EndingAttempt,
    SettleResult
  >;

  constructor(options: {
    finish(attempts: HeldAttempt[]): Promise<SettledJob[]>;
    /** Ends attempts and claims as many jobs; `undefined` when that cannot be done at the moment: nothing was written. */
    finishAndClaim(
      attempts: HeldAttempt[],
      next: NextRequest,
    ): Promise<FinishedAndClaimed | undefined>;
    settle(settlements: TicketedSettlement[]): Promise<SettledJob[]>;
  }) {
    this.#finished = new GroupCommit({
      largest: LARGEST_BATCH,
      write: async attempts => {
        const next = nextOfAll(attempts);
        const ordered = [...attempts].sort(inLockOrder);
        const both = next && (await options.finishAndClaim(ordered, next));
        return both
          ? resultsOf(attempts, both.settled, both.claimed)
          : resultsOf(attempts, await options.finish(ordered));
      },
    });
    this.#others = new GroupCommit({
      largest: LARGEST_BATCH,
      write: async settlements =>
        resultsOf(
          settlements,
          await options.settle([...settlements].sort(inLockOrder)),
        ),
    });
  }

  add(
    { id, ticket, kind, key }: EndingAttempt,
    settlement: Settlement,
    next?: NextRequest,
  ): Promise<SettleResult> {
    const { state, error, waitsFor } = settlement;
    return state === 'done' && !error && waitsFor === undefined
      ? this.#finished.add({ id, ticket, kind, key, next })
      : this.#others.add({ id, ticket, kind, key, settlement });
  }
}

/** What all of them want to follow; one worker asks, so they want the same or nothing. */
function nextOfAll(
  attempts: readonly FinishedAttempt[],
): NextRequest | undefined {
  const [{ next }] = attempts;
  return next &&
    attempts.length <= MOST_FOLLOWED &&
    attempts.every(attempt => isSame(attempt.next, next))
    ? next
    : undefined;
}

function isSame(a: NextRequest | undefined, b: NextRequest): boolean {
  return (
    a === b || (a?.owner === b.owner && a.kinds.join(' ') === b.kinds.join(' '))
  );
}

/** What is missing among the settled was lost to somebody else; something may follow it all the same. */
function resultsOf(
  attempts: readonly HeldAttempt[],
  settled: readonly SettledJob[],
  claimed: readonly ClaimedJob[] = [],
): SettleResult[] {
  const states = new Map(settled.map(job => [job.id, job.state]));
  return attempts.map(({ id }, index) => {
    const state = states.get(id);
    const next = index < claimed.length ? { next: claimed[index] } : undefined;
    return state
      ? { type: 'settled', state, ...next }
      : { type: 'lost', ...next };
  });
}

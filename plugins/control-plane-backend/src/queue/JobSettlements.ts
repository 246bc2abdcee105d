import { ClaimedJob } from '../domain/job/Job';
import { Settlement } from '../domain/job/settlement';
import { Dialect } from '../sql/dialect';
import { GroupCommit } from './GroupCommit';
import { JobEnds } from './JobEnds';
import { NextRequest, SettleResult } from './JobQueue';
import { EndingAttempt, HeldAttempt } from './operations/finishJobs';
import { inLockOrder } from './operations/lockOrder';
import { SettledJob } from './operations/settleJobs';

/** Most attempts that are ended in one go. SQLite runs in this process, where nothing else can happen meanwhile. */
const MOST_SETTLED = { postgresql: 1000, sqlite: 250 };

/**
 * Most attempts whose end and the claim of what follows them go together. On PostgreSQL what is saved is little beside what
 * many cost, and a claim of its own runs beside them; on SQLite nothing runs beside anything, and a commit is saved.
 */
const MOST_FOLLOWED = { postgresql: 50, sqlite: MOST_SETTLED.sqlite };

/** An attempt, how it ends, and who wants a job in its place. */
type SettlingAttempt = EndingAttempt & {
  settlement: Settlement;
  next?: NextRequest;
};

type Results = Map<HeldAttempt, SettleResult>;

/**
 * Writes how attempts end; what comes in at about the same time goes out together.
 *
 * @remarks
 * What just ended well goes apart from what failed or waits, beside it: it is almost all there is, and needs a statement
 * that is much cheaper. The next group waits for both, so that the few others do not become many small groups.
 */
export class JobSettlements {
  readonly #group: GroupCommit<SettlingAttempt, SettleResult>;

  constructor(
    private readonly dialect: Dialect,
    private readonly ends: JobEnds,
  ) {
    this.#group = new GroupCommit({
      largest: MOST_SETTLED[dialect],
      write: attempts => this.#write(attempts),
    });
  }

  add(
    { id, ticket, kind, key }: EndingAttempt,
    settlement: Settlement,
    next?: NextRequest,
  ): Promise<SettleResult> {
    return this.#group.add({ id, ticket, kind, key, settlement, next });
  }

  async #write(
    attempts: SettlingAttempt[],
  ): Promise<Array<SettleResult | Promise<SettleResult>>> {
    const ordered = [...attempts].sort(inLockOrder);
    const [finished, others] = await Promise.allSettled([
      this.#finish(ordered.filter(isJustDone)),
      this.#settle(ordered.filter(attempt => !isJustDone(attempt))),
    ]);
    return attempts.map(attempt => {
      const part = isJustDone(attempt) ? finished : others;
      return part.status === 'fulfilled'
        ? part.value.get(attempt) ?? { type: 'lost' }
        : Promise.reject(part.reason);
    });
  }

  async #finish(attempts: SettlingAttempt[]): Promise<Results> {
    if (attempts.length === 0) {
      return new Map();
    }
    const next =
      attempts.length <= MOST_FOLLOWED[this.dialect]
        ? nextOfAll(attempts)
        : undefined;
    const both = next && (await this.ends.finishAndClaim(attempts, next));
    return both
      ? resultsOf(attempts, both.settled, both.claimed)
      : resultsOf(attempts, await this.ends.finish(attempts));
  }

  async #settle(attempts: SettlingAttempt[]): Promise<Results> {
    return attempts.length === 0
      ? new Map()
      : resultsOf(attempts, await this.ends.settle(attempts));
  }
}

function isJustDone({ settlement }: SettlingAttempt): boolean {
  const { state, error, waitsFor } = settlement;
  return state === 'done' && !error && waitsFor === undefined;
}

/** What all of them want to follow: a worker asks for the same each time. */
function nextOfAll(
  attempts: readonly SettlingAttempt[],
): NextRequest | undefined {
  const [{ next }] = attempts;
  return attempts.every(attempt => attempt.next === next) ? next : undefined;
}

/** What is missing among the settled was lost to somebody else; something may follow it all the same. */
function resultsOf(
  attempts: readonly HeldAttempt[],
  settled: readonly SettledJob[],
  claimed: readonly ClaimedJob[] = [],
): Results {
  const states = new Map(settled.map(job => [job.id, job.state]));
  return new Map(
    attempts.map((attempt, index) => {
      const state = states.get(attempt.id);
      const next =
        index < claimed.length ? { next: claimed[index] } : undefined;
      return [
        attempt,
        state ? { type: 'settled', state, ...next } : { type: 'lost', ...next },
      ];
    }),
  );
}

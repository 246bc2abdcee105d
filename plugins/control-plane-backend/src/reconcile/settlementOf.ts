import { Publication } from '../domain/publication/Publication';
import { AttemptVerdict } from './AttemptVerdict';

/** The columns of a publication after an attempt. What an earlier attempt told is over with this one. */
export function settlementOf(
  verdict: AttemptVerdict,
  at: { now: Date; retrySeconds: number },
): Partial<Publication> {
  const nothingTold = {
    commit: undefined,
    reason: undefined,
    message: undefined,
    advice: undefined,
    retryAt: undefined,
    finishedAt: at.now,
  };
  switch (verdict.type) {
    case 'landed':
      return { ...nothingTold, state: verdict.state, commit: verdict.commit };
    case 'skip':
      return { ...nothingTold, state: 'skipped', message: verdict.message };
    case 'refuse': {
      const { reason, message, advice } = verdict;
      return { ...nothingTold, state: 'failed', reason, message, advice };
    }
    case 'retry': {
      const { reason, message, advice } = verdict;
      return {
        ...nothingTold,
        state: 'pending',
        reason,
        message,
        advice,
        retryAt: new Date(at.now.getTime() + at.retrySeconds * 1000),
        finishedAt: undefined,
      };
    }
    default: {
      const unreachable: never = verdict;
      throw new Error(`Unknown verdict ${unreachable}`);
    }
  }
}

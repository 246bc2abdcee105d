import { PublishOutcome } from '../publishers/Publisher';

/**
 * What one attempt of the lane means for a publication.
 *
 * - `landed`: the branch holds it.
 * - `skip`: it need not be published any more, and nothing of it was pushed.
 * - `refuse`: it is given up; reason, message and advice say why and what to do.
 * - `retry`: it stays pending and is tried again, at the earliest after `retryAfterSeconds`.
 */
export type AttemptVerdict =
  | { type: 'landed'; state: 'published' | 'unchanged'; commit: string }
  | { type: 'skip'; message: string }
  | ({ type: 'refuse' } & AttemptFailure)
  | ({ type: 'retry'; retryAfterSeconds?: number } & AttemptFailure);

export interface AttemptFailure {
  reason: string;
  message: string;
  advice: string;
}

/** What the publisher's outcome means. */
export function verdictOf(outcome: PublishOutcome): AttemptVerdict {
  switch (outcome.type) {
    case 'published':
    case 'already_published':
      return { type: 'landed', state: 'published', commit: outcome.commit };
    case 'unchanged':
      return { type: 'landed', state: 'unchanged', commit: outcome.head };
    case 'rejected': {
      const { reason, message, advice, retryAfterSeconds } = outcome;
      const failure = { reason, message, advice };
      return outcome.retryable
        ? { type: 'retry', ...failure, retryAfterSeconds }
        : { type: 'refuse', ...failure };
    }
    default: {
      const unreachable: never = outcome;
      throw new Error(`Unknown outcome ${unreachable}`);
    }
  }
}

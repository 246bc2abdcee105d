import { Clock } from '../clock';
import { isTransientConflict } from './databaseErrors';

const FIRST_DELAY_MILLISECONDS = 10;
const LONGEST_DELAY_MILLISECONDS = 500;

/**
 * Sixteen tries span 2.5 seconds at least and about four on average: an SQLite writer holds its file for milliseconds, a
 * backup of it for seconds.
 */
const TRIES = 16;

export interface RetryOnConflictOptions {
  clock: Clock;
  /** A number from 0 up to 1, as `Math.random` gives. */
  random: () => number;
  signal?: AbortSignal;
}

/**
 * Runs a transaction again when it failed only because of others beside it: a busy SQLite file, a deadlock, a
 * serialization failure.
 *
 * @remarks
 * `run` must be a whole transaction or a single statement: what comes after a failed part of one is undefined. Delays
 * double from 10 ms up to 500 ms. Half of each is by chance, so that losers do not meet again; the other half is not, so
 * that no chance lets all tries fall into one short lock.
 *
 * @throws the last conflict when the tries are used up; any other error at once.
 */
export async function retryOnConflict<T>(
  run: () => Promise<T>,
  options: RetryOnConflictOptions,
): Promise<T> {
  const signal = options.signal ?? new AbortController().signal;
  for (let failures = 0; ; failures++) {
    try {
      return await run();
    } catch (error) {
      if (!isTransientConflict(error) || failures + 1 >= TRIES) {
        throw error;
      }
      const ceiling = Math.min(
        LONGEST_DELAY_MILLISECONDS,
        FIRST_DELAY_MILLISECONDS * 2 ** failures,
      );
      await options.clock.sleep((ceiling / 2) * (1 + options.random()), signal);
    }
  }
}

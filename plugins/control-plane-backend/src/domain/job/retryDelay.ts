/** How the waits between attempts grow. */
export interface Backoff {
  /** The longest wait after the first failure; it doubles with each further one. */
  backoffSeconds: number;
  /** No wait is longer, unless the other side asked for a longer one. */
  maxBackoffSeconds: number;
}

/**
 * Seconds to wait after a failed attempt: exponential, with full jitter.
 *
 * @remarks
 * Full jitter (anything from nothing to the ceiling) spreads jobs that failed together, e.g. when a host was down. A
 * wish of the other side (Retry-After) wins over a shorter wait.
 *
 * @param attempt - the attempt that failed, from 1
 * @param random - a number from 0 up to 1
 */
export function retryDelay(options: {
  attempt: number;
  random: number;
  backoff: Backoff;
  retryAfterSeconds?: number;
}): number {
  const { backoffSeconds, maxBackoffSeconds } = options.backoff;
  const ceiling = Math.min(
    maxBackoffSeconds,
    backoffSeconds * 2 ** (Math.max(1, options.attempt) - 1),
  );
  return Math.max(options.random * ceiling, options.retryAfterSeconds ?? 0);
}

import { setTimeout as delay } from 'node:timers/promises';

/**
 * Time inside this process.
 *
 * @remarks
 * Waits and back-offs of one process use a Clock so that tests can drive them. Whatever two processes compare (leases,
 * due times, expiries) is database time instead: see `sql/`.
 */
export interface Clock {
  /** The wall clock, for display and for values that only this process reads. */
  now(): Date;
  /** Milliseconds of a monotonic clock; only differences mean anything. */
  monotonic(): number;
  /**
   * Resolves after `milliseconds`.
   *
   * @throws the signal's reason as soon as `signal` aborts.
   */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }

  monotonic(): number {
    return performance.now();
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    await delay(milliseconds, undefined, { signal });
  }
}

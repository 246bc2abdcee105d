import { setTimeout as delay } from 'node:timers/promises';

/** Time as waits see it. */
export interface Clock {
  /** Milliseconds that only ever grow. */
  monotonic(): number;
  /** Rejects with the signal's reason as soon as it is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export class SystemClock implements Clock {
  monotonic(): number {
    return performance.now();
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    try {
      await delay(milliseconds, undefined, { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  }
}

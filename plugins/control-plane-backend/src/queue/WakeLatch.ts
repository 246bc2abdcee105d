import { Clock } from '../clock';

/**
 * Wakes one loop. A wake-up that comes while the loop is busy is kept, so that the next wait ends at once.
 */
export class WakeLatch {
  #woken = false;
  #wakeWaiter: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  wake(): void {
    this.#woken = true;
    this.#wakeWaiter?.();
  }

  /** Resolves at the next wake-up, or after `milliseconds`, and says which. */
  async wait(milliseconds: number): Promise<'woken' | 'elapsed'> {
    if (!this.#woken) {
      const timer = new AbortController();
      const elapsed = this.clock.sleep(milliseconds, timer.signal).catch(() => {
        // The wake-up below came first.
      });
      const woken = new Promise<void>(resolve => {
        this.#wakeWaiter = resolve;
      });
      await Promise.race([elapsed, woken]);
      this.#wakeWaiter = undefined;
      timer.abort();
    }
    const reason = this.#woken ? 'woken' : 'elapsed';
    this.#woken = false;
    return reason;
  }
}

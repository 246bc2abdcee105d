import { Clock } from '../Clock';

/** A clock whose sleeps take no time: they move it, unless their signal is aborted. */
export class FakeClock implements Clock {
  readonly sleeps: number[] = [];
  #now = 0;

  /** Called at the beginning of each sleep. */
  onSleep: () => void = () => {};

  monotonic(): number {
    return this.#now;
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.sleeps.push(milliseconds);
    this.onSleep();
    signal?.throwIfAborted();
    this.#now += milliseconds;
  }
}

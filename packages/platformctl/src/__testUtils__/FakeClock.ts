import { Clock } from '../Clock';

/** A clock whose sleeps take no time: they move it, unless their signal is aborted. */
export class FakeClock implements Clock {
  readonly sleeps: number[] = [];
  #now = Date.parse('2030-01-31T12:00:00.000Z');

  /** Called at the beginning of each sleep. */
  onSleep: () => void = () => {};

  now(): Date {
    return new Date(this.#now);
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.sleeps.push(milliseconds);
    this.onSleep();
    signal.throwIfAborted();
    this.#now += milliseconds;
  }
}

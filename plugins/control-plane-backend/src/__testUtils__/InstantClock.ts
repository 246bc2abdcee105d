import { Clock } from '../clock';

/** A clock whose sleeps are over at once and move its time forward; keeps what was slept. */
export class InstantClock implements Clock {
  readonly sleeps: number[] = [];
  private elapsed = 0;

  constructor(private readonly start = new Date('2026-03-01T10:00:00Z')) {}

  now(): Date {
    return new Date(this.start.getTime() + this.elapsed);
  }

  monotonic(): number {
    return this.elapsed;
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.sleeps.push(milliseconds);
    this.advance(milliseconds);
  }

  advance(milliseconds: number): void {
    this.elapsed += milliseconds;
  }
}

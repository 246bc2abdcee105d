import { InstantClock } from './InstantClock';

/** Moves by a millisecond with each look at it, so that whatever is timed takes some time, and always the same. */
export class SteppedClock extends InstantClock {
  override monotonic(): number {
    this.advance(1);
    return super.monotonic();
  }
}

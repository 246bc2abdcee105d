import { setImmediate as nextTurn } from 'node:timers/promises';

/** So short that a few computations at once, each at the end of a slice, stay far below the 50 ms for which nothing may be blocked. */
const SLICE_MS = 5;

/**
 * Divides a long computation into slices, with a turn of the event loop for everybody else after each.
 *
 * @remarks
 * To await what is there already gives nobody a turn, so that a loop over a batch holds up all requests and leases of this process
 * although it awaits something for each item. With `next` between the items it holds them up for a slice and one item at most. Time
 * counts, not items: a turn costs microseconds, which many small items together are worth and each alone is not.
 */
export class TimeSlices {
  readonly #monotonic: () => number;
  #startedAt: number;

  /** @param monotonic - milliseconds of a monotonic clock */
  constructor(monotonic: () => number = () => performance.now()) {
    this.#monotonic = monotonic;
    this.#startedAt = monotonic();
  }

  /**
   * To be awaited between two items: resolves at once until the slice is used up.
   *
   * @throws the signal's reason when it has aborted
   */
  async next(signal: AbortSignal): Promise<void> {
    if (this.#monotonic() - this.#startedAt >= SLICE_MS) {
      await nextTurn();
      this.#startedAt = this.#monotonic();
    }
    signal.throwIfAborted();
  }
}

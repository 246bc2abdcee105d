import { Clock } from '../clock';

interface Sleeper {
  due: number;
  wake: () => void;
}

/**
 * A Clock that only moves when a test says so.
 *
 * @remarks
 * `advance` wakes the sleepers that come due in the order of their due times and lets the code behind each run before
 * the next one wakes, so that a loop which sleeps again is woken again within one long advance.
 */
export class FakeClock implements Clock {
  #elapsed = 0;
  readonly #sleepers = new Set<Sleeper>();

  constructor(private readonly start = new Date('2026-01-01T00:00:00.000Z')) {}

  now(): Date {
    return new Date(this.start.getTime() + this.#elapsed);
  }

  monotonic(): number {
    return this.#elapsed;
  }

  async sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const sleeper: Sleeper = {
        due: this.#elapsed + Math.max(0, milliseconds),
        wake: () => {
          this.#sleepers.delete(sleeper);
          signal.removeEventListener('abort', onAbort);
          resolve();
        },
      };
      const onAbort = () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#sleepers.add(sleeper);
    });
  }

  /** How many sleeps are under way. */
  get sleeping(): number {
    return this.#sleepers.size;
  }

  async advance(milliseconds: number): Promise<void> {
    const target = this.#elapsed + milliseconds;
    await settleTurn();
    for (;;) {
      const next = this.#nextDue(target);
      if (!next) {
        break;
      }
      this.#elapsed = Math.max(this.#elapsed, next.due);
      next.wake();
      await settleTurn();
    }
    this.#elapsed = target;
  }

  #nextDue(until: number): Sleeper | undefined {
    return [...this.#sleepers]
      .filter(sleeper => sleeper.due <= until)
      .sort((a, b) => a.due - b.due)[0];
  }
}

/** Lets promise continuations and immediates that are ready run. */
async function settleTurn(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) {
    await new Promise<void>(resolve => setImmediate(resolve));
  }
}

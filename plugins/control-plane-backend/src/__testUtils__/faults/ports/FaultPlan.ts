import { SeededRandom } from '../../crash/SeededRandom';

/**
 * What can go wrong with one call of a port.
 *
 * - `dies`: the process ends before the call; nothing of it is heard any more until it is started again.
 * - `timeout`, `unavailable`, `throttled`, `conflict`: the call is not done, and the caller is told so.
 * - `done_but_failed`: the call is done, and the caller is told that it failed.
 * - `done_and_dies`: the call is done, and the process ends before it hears of it.
 */
export const FAULT_KINDS = [
  'dies',
  'timeout',
  'unavailable',
  'throttled',
  'conflict',
  'done_but_failed',
  'done_and_dies',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** Decides before each call of a port what becomes of it. */
export interface FaultPlan {
  /** @param kinds - what this call can meet */
  next(call: string, kinds: readonly FaultKind[]): FaultKind | undefined;
}

export const noFaults: FaultPlan = { next: () => undefined };

export interface PortCall {
  call: string;
  kinds: readonly FaultKind[];
}

/** Lets every call pass, and keeps them in their order. */
export class RecordingPlan implements FaultPlan {
  readonly calls: PortCall[] = [];

  next(call: string, kinds: readonly FaultKind[]): undefined {
    this.calls.push({ call, kinds });
  }
}

/** One fault at the call of one number, from 0, and no other. */
export class SingleFault implements FaultPlan {
  /** The call that met it, if any came so far. */
  struck: string | undefined;
  #passed = 0;

  constructor(private readonly at: number, private readonly kind: FaultKind) {}

  next(call: string): FaultKind | undefined {
    const number = this.#passed;
    this.#passed += 1;
    if (number !== this.at) {
      return undefined;
    }
    this.struck = call;
    return this.kind;
  }
}

/** Most statements of a transaction that pass before the one that fails. */
const LONGEST_FUSE = 25;

/** Reads that one attempt at something makes outside of transactions, about. */
export const READS_TOGETHER = 8;

/**
 * Some fault at one call in so many. A transaction counts as one call, which fails at one of its statements or at its commit; so do the
 * reads that are made together.
 *
 * @remarks
 * Were each statement a call, one in five failing would let no transaction of thirty come to its end, and hardly anything would reach
 * the repository.
 */
export class RandomFaults implements FaultPlan {
  /** Faults by kind. */
  readonly met = new Map<FaultKind, number>();
  /** Statements that pass before the one that fails, when the transaction is to fail. */
  #fuse: number | undefined;

  constructor(
    private readonly random: SeededRandom,
    private readonly percent: number,
  ) {}

  next(call: string, kinds: readonly FaultKind[]): FaultKind | undefined {
    if (!this.#isHit(call)) {
      return undefined;
    }
    const kind = this.random.pick(kinds);
    this.met.set(kind, (this.met.get(kind) ?? 0) + 1);
    return kind;
  }

  #isHit(call: string): boolean {
    if (call === 'begin') {
      this.#fuse = this.#draws()
        ? this.random.between(0, LONGEST_FUSE)
        : undefined;
    }
    if (call.startsWith('read.')) {
      return this.#draws() && this.random.between(1, READS_TOGETHER) === 1;
    }
    if (call !== 'begin' && call !== 'commit' && !call.startsWith('tx.')) {
      return this.#draws();
    }
    if (this.#fuse === undefined) {
      return false;
    }
    this.#fuse -= 1;
    const isHit = this.#fuse < 0 || call === 'commit';
    if (isHit) {
      this.#fuse = undefined;
    }
    return isHit;
  }

  #draws(): boolean {
    return this.random.between(1, 100) <= this.percent;
  }
}

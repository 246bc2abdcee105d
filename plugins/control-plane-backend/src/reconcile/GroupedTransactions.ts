import { GroupCommit } from '../queue/GroupCommit';
import { UnitOfWork, Work } from '../store/UnitOfWork';

/** Most pieces of work of one transaction: what each locks stays locked until all are done. */
const MAX_WORKS = 25;

type Piece = (tx: Work) => Promise<void>;
type PieceOutcome = { type: 'done' } | { type: 'failed'; error: unknown };

/**
 * Runs work that comes at about the same time in one transaction: it shares the commit, and does not wait for the others'
 * locks on what they all touch.
 *
 * @remarks
 * What cannot be done fails alone: when the transaction fails, each piece runs again in one of its own.
 */
export class GroupedTransactions {
  readonly #group: GroupCommit<Piece, PieceOutcome>;

  static create(unitOfWork: UnitOfWork): GroupedTransactions {
    return new GroupedTransactions(unitOfWork);
  }

  private constructor(unitOfWork: UnitOfWork) {
    this.#group = new GroupCommit({
      largest: MAX_WORKS,
      write: pieces => runPieces(unitOfWork, pieces),
    });
  }

  /** As `UnitOfWork.run`. */
  async run<T>(work: (tx: Work) => Promise<T>): Promise<T> {
    let result: { value: T } | undefined;
    const outcome = await this.#group.add(async tx => {
      result = { value: await work(tx) };
    });
    if (outcome.type === 'failed') {
      throw outcome.error;
    }
    if (!result) {
      throw new Error('Expected work that is done to have been run');
    }
    return result.value;
  }
}

async function runPieces(
  unitOfWork: UnitOfWork,
  pieces: readonly Piece[],
): Promise<PieceOutcome[]> {
  const together = await tryRun(unitOfWork, async tx => {
    for (const piece of pieces) {
      await piece(tx);
    }
  });
  if (together.type === 'done' || pieces.length === 1) {
    return pieces.map(() => together);
  }
  const outcomes: PieceOutcome[] = [];
  for (const piece of pieces) {
    outcomes.push(await tryRun(unitOfWork, piece));
  }
  return outcomes;
}

async function tryRun(
  unitOfWork: UnitOfWork,
  piece: Piece,
): Promise<PieceOutcome> {
  try {
    await unitOfWork.run(piece);
    return { type: 'done' };
  } catch (error) {
    return { type: 'failed', error };
  }
}

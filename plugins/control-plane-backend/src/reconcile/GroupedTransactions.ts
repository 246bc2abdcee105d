import { GroupCommit } from '../queue/GroupCommit';
import { UnitOfWork, Work } from '../store/UnitOfWork';

/** Most items of one transaction: what each locks stays locked until all are done. */
const MAX_ITEMS = 100;

/** Transactions that may fail for one group: enough to single out two culprits among a hundred, and few when the database is away. */
const MAX_FAILURES = 16;

type ItemOutcome<TResult> =
  | { type: 'done'; result: TResult }
  | { type: 'failed'; error: unknown };

/** Does the same to many items in one transaction and answers them in their order. */
export type GroupedWork<TItem, TResult> = (
  tx: Work,
  items: readonly TItem[],
) => Promise<TResult[]>;

/**
 * Does what is asked for at about the same time in one transaction, with statements that cover all of it.
 *
 * @remarks
 * What cannot be done fails alone: when the transaction fails, each half of its items is tried in one of its own. When too
 * many fail, the reason is none of the items, and what is left fails with it.
 */
export class GroupedTransactions<TItem, TResult> {
  readonly #group: GroupCommit<TItem, ItemOutcome<TResult>>;

  static create<TItem, TResult>(
    unitOfWork: Pick<UnitOfWork, 'run'>,
    work: GroupedWork<TItem, TResult>,
  ): GroupedTransactions<TItem, TResult> {
    return new GroupedTransactions(unitOfWork, work);
  }

  private constructor(
    unitOfWork: Pick<UnitOfWork, 'run'>,
    work: GroupedWork<TItem, TResult>,
  ) {
    this.#group = new GroupCommit({
      largest: MAX_ITEMS,
      write: items => runItems(unitOfWork, work, items),
    });
  }

  async run(item: TItem): Promise<TResult> {
    const outcome = await this.#group.add(item);
    if (outcome.type === 'failed') {
      throw outcome.error;
    }
    return outcome.result;
  }
}

async function runItems<TItem, TResult>(
  unitOfWork: Pick<UnitOfWork, 'run'>,
  work: GroupedWork<TItem, TResult>,
  items: readonly TItem[],
): Promise<ItemOutcome<TResult>[]> {
  let failures = 0;
  const run = async (
    part: readonly TItem[],
  ): Promise<ItemOutcome<TResult>[]> => {
    try {
      const results = await unitOfWork.run(tx => work(tx, part));
      return results.map(result => ({ type: 'done', result }));
    } catch (error) {
      failures += 1;
      if (part.length === 1 || failures >= MAX_FAILURES) {
        return part.map(() => ({ type: 'failed', error }));
      }
    }
    const middle = Math.ceil(part.length / 2);
    const first = await run(part.slice(0, middle));
    return [...first, ...(await run(part.slice(middle)))];
  };
  return run(items);
}

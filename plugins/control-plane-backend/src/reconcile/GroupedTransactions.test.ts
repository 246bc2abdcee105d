import { UnitOfWork, Work } from '../store/UnitOfWork';
import { GroupedTransactions } from './GroupedTransactions';

describe('GroupedTransactions', () => {
  /** Counts transactions, and keeps what those that committed wrote. */
  function create(options: { failing?: readonly string[] } = {}) {
    const { failing = [] } = options;
    const committed: string[][] = [];
    let begun = 0;
    const unitOfWork: Pick<UnitOfWork, 'run'> = {
      run: async work => {
        begun += 1;
        return work({} as Work);
      },
    };
    const transactions = GroupedTransactions.create<string, string>(
      unitOfWork,
      async (_, items) => {
        const culprit = items.find(item => failing.includes(item));
        if (culprit) {
          throw new Error(`${culprit} cannot be done`);
        }
        committed.push([...items]);
        return items.map(item => `${item} is done`);
      },
    );
    const runAll = (items: readonly string[]) =>
      Promise.allSettled(items.map(item => transactions.run(item)));
    return { runAll, committed, begun: () => begun };
  }

  const numbers = (count: number) =>
    Array.from({ length: count }, (_, number) => `${number}`);

  it('does what comes at the same time in one transaction, and tells each its result', async () => {
    const { runAll, committed } = create();
    expect(await runAll(['a', 'b', 'c'])).toEqual(
      ['a', 'b', 'c'].map(each => ({
        status: 'fulfilled',
        value: `${each} is done`,
      })),
    );
    expect(committed).toEqual([['a', 'b', 'c']]);
  });

  it('lets what fails fail alone, and keeps nothing of it', async () => {
    const failing = ['7', '80'];
    const { runAll, committed } = create({ failing });
    const results = await runAll(numbers(100));
    expect(
      results.flatMap(({ status }, index) =>
        status === 'rejected' ? [`${index}`] : [],
      ),
    ).toEqual(failing);
    expect(committed.flat()).toHaveLength(98);
  });

  it('tells a lone failure without a second try', async () => {
    const { runAll, begun } = create({ failing: ['a'] });
    const [{ status }] = await runAll(['a']);
    expect(status).toBe('rejected');
    expect(begun()).toBe(1);
  });

  it('gives up soon when all that it tries fails', async () => {
    const all = numbers(100);
    const { runAll, begun } = create({ failing: all });
    const results = await runAll(all);
    expect(new Set(results.map(({ status }) => status))).toEqual(
      new Set(['rejected']),
    );
    expect(begun()).toBeLessThan(40);
  });

  it('does not hold more than a transaction should', async () => {
    const { runAll, committed } = create();
    await runAll(numbers(250));
    expect(committed.map(({ length }) => length)).toEqual([100, 100, 50]);
  });
});

import { Work, UnitOfWork } from '../store/UnitOfWork';
import { GroupedTransactions } from './GroupedTransactions';

describe('GroupedTransactions', () => {
  /** Counts transactions, and keeps what those that committed wrote. */
  function create() {
    const committed: string[][] = [];
    let written: string[] = [];
    const tx = {
      add: async ({ audit }: { audit: Array<{ action: string }> }) => {
        written.push(audit[0].action);
      },
    } as unknown as Work;
    const unitOfWork: Pick<UnitOfWork, 'run'> = {
      run: async work => {
        written = [];
        const result = await work(tx);
        committed.push(written);
        return result;
      },
    };
    const transactions = GroupedTransactions.create(unitOfWork as UnitOfWork);
    const write = (action: string, fails = false) =>
      transactions.run(async work => {
        await work.add({ audit: [{ actor: 'a', action, details: {} }] });
        if (fails) {
          throw new Error(`${action} cannot be done`);
        }
        return `${action} is done`;
      });
    return { write, committed };
  }

  it('runs what comes at the same time in one transaction, and tells each its result', async () => {
    const { write, committed } = create();
    expect(await Promise.all(['a', 'b', 'c'].map(each => write(each)))).toEqual(
      ['a is done', 'b is done', 'c is done'],
    );
    expect(committed).toEqual([['a', 'b', 'c']]);
  });

  it('lets what fails fail alone, and keeps nothing of it', async () => {
    const { write, committed } = create();
    const results = await Promise.allSettled([
      write('a'),
      write('b', true),
      write('c'),
    ]);
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
    expect(committed).toEqual([['a'], ['c']]);
  });

  it('tells a lone failure without a second try', async () => {
    const { write, committed } = create();
    await expect(write('a', true)).rejects.toThrow('a cannot be done');
    expect(committed).toEqual([]);
  });

  it('does not hold more than a transaction should', async () => {
    const { write, committed } = create();
    await Promise.all(Array.from({ length: 60 }, (_, n) => write(`${n}`)));
    expect(committed.map(({ length }) => length)).toEqual([25, 25, 10]);
  });
});

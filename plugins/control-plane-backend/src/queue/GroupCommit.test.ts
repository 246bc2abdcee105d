import { GroupCommit } from './GroupCommit';

describe('GroupCommit', () => {
  it('writes what comes in together, and what comes in meanwhile, each in one go', async () => {
    const writes: number[][] = [];
    let finishFirst: () => void = () => {};
    const group = new GroupCommit<number, string>({
      largest: 3,
      write: async items => {
        writes.push(items);
        if (writes.length === 1) {
          await new Promise<void>(resolve => {
            finishFirst = resolve;
          });
        }
        return items.map(item => `wrote ${item}`);
      },
    });

    const early = Promise.all([group.add(1), group.add(2)]);
    await new Promise(resolve => setImmediate(resolve));
    const late = Promise.all([3, 4, 5, 6].map(item => group.add(item)));
    finishFirst();

    expect(await early).toEqual(['wrote 1', 'wrote 2']);
    expect(await late).toEqual(['wrote 3', 'wrote 4', 'wrote 5', 'wrote 6']);
    expect(writes).toEqual([[1, 2], [3, 4, 5], [6]]);
  });

  it('fails those of a batch that could not be written, and no others', async () => {
    const group = new GroupCommit<number, number>({
      largest: 1,
      write: async items => {
        if (items[0] === 1) {
          throw new Error('disk full');
        }
        return items;
      },
    });
    const [first, second] = await Promise.allSettled([
      group.add(1),
      group.add(2),
    ]);
    expect(first).toMatchObject({ reason: new Error('disk full') });
    expect(second).toEqual({ status: 'fulfilled', value: 2 });
    expect(await group.add(3)).toBe(3);
  });

  it('fails with their part those whose answer fails', async () => {
    const group = new GroupCommit<number, number>({
      largest: 10,
      write: async items =>
        items.map(item =>
          item === 2 ? Promise.reject(new Error('disk full')) : item,
        ),
    });

    const ends = await Promise.allSettled([1, 2, 3].map(n => group.add(n)));

    expect(ends.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});

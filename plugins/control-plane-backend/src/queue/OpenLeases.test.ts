import { OpenLeases } from './OpenLeases';

const attempt = (id: string, ticket = 'ticket') => ({ id, ticket });

describe('OpenLeases', () => {
  let leases: OpenLeases;
  let ended: string[][];

  /** Settles attempts and resolves when that is committed. */
  const settle = (...ids: string[]) =>
    leases.settle(
      ids.map(id => attempt(id)),
      async tickets => {
        ended.push(tickets);
      },
    );

  beforeEach(() => {
    leases = new OpenLeases();
    ended = [];
  });

  it('ends a lease with its last job', async () => {
    leases.opened([attempt('a'), attempt('b'), attempt('c')]);

    await settle('a');
    await settle('b', 'c');

    expect(ended).toEqual([[], ['ticket']]);
  });

  it('does not end a lease whose other job is still being written', async () => {
    leases.opened([attempt('a'), attempt('b')]);
    let commit = () => {};
    const committed = new Promise<void>(resolve => {
      commit = resolve;
    });

    const first = leases.settle([attempt('a')], async tickets => {
      ended.push(tickets);
      await committed;
    });
    const second = settle('b');
    commit();
    await Promise.all([first, second]);
    await settle('unknown');

    expect(ended).toEqual([[], [], ['ticket']]);
  });

  it('keeps a lease open when writing failed, and ends it when that is done again', async () => {
    leases.opened([attempt('a')]);

    await expect(
      leases.settle([attempt('a')], async () => {
        throw new Error('The database is gone');
      }),
    ).rejects.toThrow('The database is gone');
    await settle('a');

    expect(ended).toEqual([['ticket']]);
  });

  it('ends a lease that is left over once more when the statement that should have ended it failed', async () => {
    leases.opened([attempt('a'), attempt('b')]);
    await Promise.all([settle('a'), settle('b')]);

    await expect(
      leases.settle([attempt('x', 'other')], async () => {
        throw new Error('The database is gone');
      }),
    ).rejects.toThrow();
    await settle('unknown');

    expect(ended.at(-1)).toEqual(['ticket']);
  });

  it('forgets leases of which nothing is held any more', async () => {
    leases.opened([attempt('a'), attempt('b', 'other')]);

    leases.keepOnly([attempt('b', 'other')]);
    await settle('a');

    expect(ended).toEqual([[]]);
  });
});

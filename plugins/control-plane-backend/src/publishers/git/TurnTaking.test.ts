import { TurnTaking } from './TurnTaking';

describe('TurnTaking', () => {
  const { signal } = new AbortController();

  function gate() {
    let open = () => {};
    const opened = new Promise<void>(resolve => {
      open = resolve;
    });
    return { open, opened };
  }

  it('lets users of one key go one after the other, in order', async () => {
    const turns = new TurnTaking();
    const seen: string[] = [];
    const first = gate();
    const use = (name: string, wait: Promise<void>) =>
      turns.take('key', signal, async () => {
        seen.push(`${name} in`);
        await wait;
        seen.push(`${name} out`);
      });
    const all = [use('a', first.opened), use('b', first.opened)];
    await turns.take('other', signal, async () => seen.push('other'));
    first.open();
    await Promise.all(all);
    expect(seen).toEqual(['a in', 'other', 'a out', 'b in', 'b out']);
  });

  it('goes on after a user that fails', async () => {
    const turns = new TurnTaking();
    const failing = turns.take('key', signal, async () => {
      throw new Error('no');
    });
    const next = turns.take('key', signal, async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    await expect(next).resolves.toBe('yes');
  });

  it('stops waiting when the signal aborts, and keeps the order for the others', async () => {
    const turns = new TurnTaking();
    const first = gate();
    const seen: string[] = [];
    const holder = turns.take('key', signal, () => first.opened);
    const controller = new AbortController();
    const waiting = turns.take('key', controller.signal, async () => {
      seen.push('never');
    });
    const last = turns.take('key', signal, async () => {
      seen.push('last');
    });
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    expect(seen).toEqual([]);
    first.open();
    await Promise.all([holder, last]);
    expect(seen).toEqual(['last']);
  });
});

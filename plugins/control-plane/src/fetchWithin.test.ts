import { fetchWithin } from './fetchWithin';

/** A server that takes the call and never answers. */
const hangs = (_url: string, init?: RequestInit) =>
  new Promise<Response>((_resolve, reject) => {
    init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
  });

describe('fetchWithin', () => {
  it('ends a call that gets no answer', async () => {
    await expect(
      fetchWithin(5, hangs)('https://example.com'),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('ends a call whose caller leaves, with the reason of the caller', async () => {
    const caller = new AbortController();
    const call = fetchWithin(60_000, hangs)('https://example.com', {
      signal: caller.signal,
    });
    caller.abort(new Error('left'));

    await expect(call).rejects.toThrow('left');
  });
});

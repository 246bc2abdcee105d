import { ControlPlaneClient } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { aRequest } from '../__testUtils__/aRequest';
import { ApiRequestSource } from './ApiRequestSource';

const signal = new AbortController().signal;

/** A source whose API answers what the test says, and the addresses it was asked at. */
function sourceOn(answer: (url: URL) => Response) {
  const asked: URL[] = [];
  const client = new ControlPlaneClient({
    baseUrl: () => 'http://localhost/api/control-plane',
    fetch: async url => {
      asked.push(new URL(url));
      return answer(new URL(url));
    },
  });
  return { source: ApiRequestSource.create(client), asked };
}

describe('ApiRequestSource', () => {
  it('reads one request', async () => {
    const { source } = sourceOn(() => Response.json(aRequest()));
    expect(await source.get(aRequest().id, signal)).toMatchObject({
      id: aRequest().id,
    });
  });

  it('tells that there is none', async () => {
    const { source } = sourceOn(() => new Response('{}', { status: 404 }));
    expect(await source.get(aRequest().id, signal)).toBeUndefined();
  });

  it('does not take a failure for an end', async () => {
    const { source } = sourceOn(() => new Response('{}', { status: 503 }));
    await expect(source.get(aRequest().id, signal)).rejects.toThrow();
  });

  it('reads every page of what has not ended', async () => {
    const { source, asked } = sourceOn(url =>
      Response.json(
        url.searchParams.has('cursor')
          ? { items: [aRequest({ id: 'req-0000000000000002' })] }
          : {
              items: [aRequest({ id: 'req-0000000000000001' })],
              nextCursor: 'next',
            },
      ),
    );
    const requests = await source.listLive(signal);
    expect(requests.map(({ id }) => id)).toEqual([
      'req-0000000000000001',
      'req-0000000000000002',
    ]);
    expect(asked[0].searchParams.getAll('phase')).toContain('ready');
    expect(asked[0].searchParams.getAll('phase')).not.toContain('deleted');
    expect(asked[1].searchParams.get('cursor')).toBe('next');
  });
});

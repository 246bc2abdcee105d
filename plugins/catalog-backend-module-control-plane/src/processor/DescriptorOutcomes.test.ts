import { mockServices } from '@backstage/backend-test-utils';
import { CatalogProcessorCache } from '@backstage/plugin-catalog-node';
import { JsonValue } from '@backstage/types';
import { ControlPlaneClient } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { ApiDescriptorOutcomes } from './DescriptorOutcomes';

const REF = 'environmentrequest:default/payments-preview';
const outcome = {
  entityRef: REF,
  kind: 'EnvironmentRequest',
  state: 'accepted',
  location: 'url:https://example.com/preview.yaml',
  problems: [],
  requestId: 'req-0123456789abcdef',
  firstSeenAt: '2030-01-01T00:00:00.000Z',
  changedAt: '2030-01-01T00:00:00.000Z',
};

/** The outcomes over an API that answers one call after the other as the test says. */
function outcomesOver(...answers: Response[]) {
  const remembered = new Map<string, JsonValue>();
  const asked: string[] = [];
  const cache: CatalogProcessorCache = {
    get: async <T extends JsonValue>(key: string) =>
      remembered.get(key) as T | undefined,
    set: async (key, value) => {
      remembered.set(key, value);
    },
  };
  const outcomes = ApiDescriptorOutcomes.create({
    client: new ControlPlaneClient({
      baseUrl: () => 'http://localhost/api/control-plane',
      fetch: async url => {
        asked.push(new URL(url).searchParams.get('entityRef') ?? '');
        return answers.shift() ?? Response.error();
      },
    }),
    logger: mockServices.logger.mock(),
  });
  return { ask: () => outcomes.of(REF, cache), asked };
}

const down = () => new Response('', { status: 503 });

describe('ApiDescriptorOutcomes', () => {
  it('asks for one descriptor', async () => {
    const { ask, asked } = outcomesOver(Response.json({ items: [outcome] }));
    expect(await ask()).toEqual(outcome);
    expect(asked).toEqual([REF]);
  });

  it('knows nothing of one that was not looked at', async () => {
    const { ask } = outcomesOver(Response.json({ items: [] }));
    expect(await ask()).toBeUndefined();
  });

  it('remembers the last answer while there is none', async () => {
    const { ask } = outcomesOver(Response.json({ items: [outcome] }), down());
    await ask();
    expect(await ask()).toEqual(outcome);
  });

  it('forgets what is over', async () => {
    const { ask } = outcomesOver(
      Response.json({ items: [outcome] }),
      Response.json({ items: [] }),
      down(),
    );
    await ask();
    await ask();
    expect(await ask()).toBeUndefined();
  });

  it('lets the catalog go on without ever having had an answer', async () => {
    expect(await outcomesOver(down()).ask()).toBeUndefined();
  });
});

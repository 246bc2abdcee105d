import { mockServices } from '@backstage/backend-test-utils';
import {
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { EventParams } from '@backstage/plugin-events-node';
import { EnvironmentRequest } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { aRequest } from '../__testUtils__/aRequest';
import { RequestEntityProvider } from './RequestEntityProvider';

const FIRST = 'req-0000000000000001';
const SECOND = 'req-0000000000000002';

/** The provider between a control plane and a catalog that tests hold in their hands. */
async function connected() {
  const requests = new Map<string, EnvironmentRequest>();
  const mutations: EntityProviderMutation[] = [];
  let onEvent: (event: EventParams) => Promise<void> = async () => {};
  let compare: (signal: AbortSignal) => void | Promise<void> = () => {};
  const source = {
    get: jest.fn(async (id: string) => requests.get(id)),
    listLive: jest.fn(async () => [...requests.values()]),
  };
  const logger = mockServices.logger.mock();
  const provider = RequestEntityProvider.create({
    source,
    systems: {
      systemsOf: async () =>
        new Map([['payments-api', 'system:default/payments']]),
    },
    events: {
      publish: async () => {},
      subscribe: async subscription => {
        expect(subscription.topics).toEqual(['control-plane.requests']);
        onEvent = subscription.onEvent;
      },
    },
    taskRunner: {
      run: async task => {
        compare = task.fn;
      },
    },
    config: {
      appBaseUrl: 'https://backstage.example.com',
      argocdTargets: new Set(['east']),
    },
    logger,
  });
  const connection: EntityProviderConnection = {
    applyMutation: async mutation => {
      mutations.push(mutation);
    },
    refresh: async () => {},
  };
  await provider.connect(connection);
  return {
    requests,
    mutations,
    source,
    logger,
    hear: (requestId: unknown) =>
      onEvent({
        topic: 'control-plane.requests',
        eventPayload: { kind: 'request_changed', requestId },
      }),
    compare: () => compare(new AbortController().signal),
  };
}

/** What a mutation does, by names. */
function summary(mutation: EntityProviderMutation) {
  return mutation.type === 'full'
    ? { full: mutation.entities.map(({ entity }) => entity.metadata.name) }
    : {
        added: mutation.added.map(({ entity }) => entity.metadata.name),
        removed: mutation.removed.map(removed =>
          'entityRef' in removed ? removed.entityRef : 'an entity',
        ),
      };
}

describe('RequestEntityProvider', () => {
  it('adds what an event names, as it stands now', async () => {
    const { requests, mutations, hear } = await connected();
    requests.set(FIRST, aRequest({ id: FIRST }));
    await hear(FIRST);
    expect(mutations.map(summary)).toEqual([{ added: [FIRST], removed: [] }]);
    expect(mutations[0]).toMatchObject({
      added: [
        {
          locationKey: 'control-plane-requests',
          entity: { spec: { system: 'system:default/payments' } },
        },
      ],
    });
  });

  it.each(['deleted', 'rejected', 'withdrawn'] as const)(
    'removes what is %s',
    async phase => {
      const { requests, mutations, hear } = await connected();
      requests.set(FIRST, aRequest({ id: FIRST, phase }));
      await hear(FIRST);
      expect(mutations.map(summary)).toEqual([
        { added: [], removed: [`resource:default/${FIRST}`] },
      ]);
    },
  );

  it('removes what there is not', async () => {
    const { mutations, hear } = await connected();
    await hear(SECOND);
    expect(mutations.map(summary)).toEqual([
      { added: [], removed: [`resource:default/${SECOND}`] },
    ]);
  });

  it('handles together what comes while it is busy', async () => {
    const { requests, mutations, source, hear } = await connected();
    requests.set(FIRST, aRequest({ id: FIRST }));
    requests.set(SECOND, aRequest({ id: SECOND }));
    await Promise.all([hear(FIRST), hear(SECOND), hear(FIRST), hear(SECOND)]);
    expect(mutations).toHaveLength(1);
    expect(source.get).toHaveBeenCalledTimes(2);
  });

  it('looks again with the next event at what it could not read', async () => {
    const { requests, mutations, source, hear } = await connected();
    requests.set(FIRST, aRequest({ id: FIRST }));
    source.get.mockRejectedValueOnce(new Error('connect ECONNREFUSED'));
    await expect(hear(FIRST)).rejects.toThrow('ECONNREFUSED');
    await hear(SECOND);
    expect(mutations.map(summary)).toEqual([
      { added: [FIRST], removed: [`resource:default/${SECOND}`] },
    ]);
  });

  it('replaces everything by the schedule', async () => {
    const { requests, mutations, compare } = await connected();
    requests.set(FIRST, aRequest({ id: FIRST }));
    requests.set(SECOND, aRequest({ id: SECOND }));
    await compare();
    expect(mutations.map(summary)).toEqual([{ full: [FIRST, SECOND] }]);
  });

  it('leaves the entities alone when requests cannot be listed', async () => {
    const { mutations, source, compare } = await connected();
    source.listLive.mockRejectedValueOnce(new Error('connect ECONNREFUSED'));
    await expect(compare()).rejects.toThrow('ECONNREFUSED');
    expect(mutations).toEqual([]);
  });

  it('lets what an event told win over a comparison that began before', async () => {
    const { requests, mutations, source, hear, compare } = await connected();
    requests.set(FIRST, aRequest({ id: FIRST }));
    let finish: (listed: EnvironmentRequest[]) => void = () => {};
    source.listLive.mockReturnValueOnce(
      new Promise(resolve => {
        finish = resolve;
      }),
    );
    const comparing = compare();
    const hearing = hear(FIRST);
    finish([]);
    await Promise.all([comparing, hearing]);
    expect(mutations.map(summary)).toEqual([
      { full: [] },
      { added: [FIRST], removed: [] },
    ]);
  });

  it.each([undefined, 'nothing', '../../v1/jobs'])(
    'does not believe an event that names %p',
    async requestId => {
      const { source, logger, hear } = await connected();
      await hear(requestId);
      expect(source.get).not.toHaveBeenCalled();
      expect(logger.warn).toHaveBeenCalled();
    },
  );
});

import { Entity } from '@backstage/catalog-model';
import {
  CatalogProcessorCache,
  CatalogProcessorResult,
} from '@backstage/plugin-catalog-node';
import { DescriptorStatus } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { DescriptorProcessor } from './DescriptorProcessor';

const REQUEST = 'req-0123456789abcdef';
const cache: CatalogProcessorCache = {
  get: async () => undefined,
  set: async () => {},
};

function aDescriptor(more: Partial<Entity> = {}): Entity {
  return {
    apiVersion: 'control-plane.io/v1alpha1',
    kind: 'EnvironmentRequest',
    metadata: {
      name: 'payments-preview',
      namespace: 'default',
      annotations: { team: 'own', 'control-plane.io/request-id': 'claimed' },
    },
    spec: {
      class: 'preview',
      team: 'platform',
      app: 'payments-api',
      region: 'us-east-1',
    },
    ...more,
  };
}

function anOutcome(more: Partial<DescriptorStatus> = {}): DescriptorStatus {
  return {
    entityRef: 'environmentrequest:default/payments-preview',
    kind: 'EnvironmentRequest',
    state: 'accepted',
    location: 'url:https://example.com/preview.yaml',
    problems: [],
    firstSeenAt: '2030-01-01T00:00:00.000Z',
    changedAt: '2030-01-01T00:00:00.000Z',
    ...more,
  };
}

async function process(entity: Entity, outcome?: DescriptorStatus) {
  const emitted: CatalogProcessorResult[] = [];
  const of = jest.fn(async (_ref: string) => outcome);
  const processed: Entity & { status?: unknown } =
    await DescriptorProcessor.create({ outcomes: { of } }).postProcessEntity(
      entity,
      { type: 'url', target: 'https://example.com/preview.yaml' },
      result => emitted.push(result),
      cache,
    );
  const relations = emitted.flatMap(result =>
    result.type === 'relation'
      ? [
          [result.relation.source, result.relation.target]
            .map(({ kind, name }) => `${kind.toLowerCase()}:${name}`)
            .join(` ${result.relation.type} `),
        ]
      : [],
  );
  return { processed, emitted, relations, of };
}

describe('DescriptorProcessor', () => {
  const processor = DescriptorProcessor.create({
    outcomes: { of: async () => undefined },
  });

  it.each([
    ['a request', aDescriptor(), true],
    ['a class', aDescriptor({ kind: 'EnvironmentClass' }), true],
    ['one whose spec is wrong', aDescriptor({ spec: { nonsense: 1 } }), true],
    [
      'a later version',
      aDescriptor({ apiVersion: 'control-plane.io/v2' }),
      false,
    ],
    [
      'a kind of somebody else',
      aDescriptor({ apiVersion: 'example.com/v1' }),
      false,
    ],
    ['another kind', aDescriptor({ kind: 'Component' }), false],
  ])('recognises %s: %#', async (_, entity, expected) => {
    expect(await processor.validateEntityKind(entity)).toBe(expected);
  });

  it('leaves other entities alone', async () => {
    const component = aDescriptor({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
    });
    const { processed, emitted, of } = await process(component);
    expect(processed).toBe(component);
    expect(emitted).toEqual([]);
    expect(of).not.toHaveBeenCalled();
  });

  it('relates a request to its team and component', async () => {
    const { processed, relations } = await process(aDescriptor());
    expect(relations).toEqual([
      'environmentrequest:payments-preview ownedBy group:platform',
      'group:platform ownerOf environmentrequest:payments-preview',
      'environmentrequest:payments-preview dependencyOf component:payments-api',
      'component:payments-api dependsOn environmentrequest:payments-preview',
    ]);
    expect(processed.status).toBeUndefined();
  });

  it('relates it to the owner that it names', async () => {
    const { relations } = await process(
      aDescriptor({ spec: { ...aDescriptor().spec, owner: 'remy' } }),
    );
    expect(relations[0]).toMatch(/ownedBy user:remy$/);
  });

  it('shows the request that it made, and no other', async () => {
    const untold = await process(aDescriptor());
    expect(untold.processed.metadata.annotations).toEqual({ team: 'own' });

    const told = await process(
      aDescriptor(),
      anOutcome({ requestId: REQUEST, requestPhase: 'ready' }),
    );
    expect(told.processed.metadata.annotations).toEqual({
      team: 'own',
      'control-plane.io/request-id': REQUEST,
    });
    expect(told.relations).toContain(
      `environmentrequest:payments-preview hasPart resource:${REQUEST}`,
    );
    expect(told.relations).toContain(
      `resource:${REQUEST} partOf environmentrequest:payments-preview`,
    );
  });

  it('shows what is wrong with its form on the entity, without failing', async () => {
    const { processed, emitted } = await process(
      aDescriptor({ spec: { class: 'preview', team: 'platform', app: 7 } }),
    );
    expect(emitted).toEqual([]);
    expect(processed.status).toEqual({
      items: [
        {
          type: 'backstage.io/catalog-processing',
          level: 'error',
          message: 'InputError: spec.app: expected a string, got 7',
          error: {
            name: 'InputError',
            message: 'spec.app: expected a string, got 7',
          },
        },
        expect.objectContaining({
          message: 'InputError: spec.region: expected a string, got nothing',
        }),
      ],
    });
  });

  it('shows what the control plane says is wrong', async () => {
    const { processed } = await process(
      aDescriptor(),
      anOutcome({
        state: 'refused',
        problems: ['spec.leaseHours: expected at most 168, got 500'],
      }),
    );
    expect(processed.status).toEqual({
      items: [
        expect.objectContaining({
          level: 'error',
          message: 'InputError: spec.leaseHours: expected at most 168, got 500',
        }),
      ],
    });
  });

  it('says when the request that it made has ended', async () => {
    const { processed, relations } = await process(
      aDescriptor(),
      anOutcome({ requestId: REQUEST, requestPhase: 'rejected' }),
    );
    expect(processed.status).toEqual({
      items: [
        {
          type: 'control-plane.io/request',
          level: 'warning',
          message: `The request ${REQUEST} that it made is rejected. Change the descriptor to ask again, or remove it`,
        },
      ],
    });
    expect(relations.join()).not.toContain('hasPart');
  });
});

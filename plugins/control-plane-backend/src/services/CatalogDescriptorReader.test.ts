import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogDescriptorReader } from './CatalogDescriptorReader';

const LOCATION = 'url:https://example.com/requests.yaml';
const signal = new AbortController().signal;

function aDescriptor(name: string, more: Partial<Entity> = {}): Entity {
  return {
    apiVersion: 'control-plane.io/v1alpha1',
    kind: 'EnvironmentRequest',
    metadata: {
      name,
      namespace: 'default',
      annotations: { 'backstage.io/managed-by-location': LOCATION },
    },
    spec: { class: 'preview' },
    ...more,
  };
}

function readerOf(entities: Entity[]) {
  const catalog = catalogServiceMock({ entities });
  const reader = CatalogDescriptorReader.create({
    catalog,
    auth: mockServices.auth(),
  });
  return { catalog, reader };
}

describe('CatalogDescriptorReader', () => {
  it('reads descriptors, and nothing else', async () => {
    const { reader } = readerOf([
      aDescriptor('a'),
      aDescriptor('b', { kind: 'EnvironmentClass' }),
      aDescriptor('c', { apiVersion: 'example.com/v1' }),
      aDescriptor('d', {
        metadata: {
          name: 'd',
          namespace: 'default',
          annotations: { 'backstage.io/orphan': 'true' },
        },
      }),
      aDescriptor('e', { kind: 'Component' }),
    ]);
    const { descriptors, catalogIsEmpty } = await reader.list(signal);
    expect(catalogIsEmpty).toBe(false);
    expect(descriptors).toEqual([
      {
        entityRef: 'environmentrequest:default/a',
        kind: 'EnvironmentRequest',
        name: 'a',
        namespace: 'default',
        location: LOCATION,
        spec: { class: 'preview' },
      },
      expect.objectContaining({ entityRef: 'environmentclass:default/b' }),
    ]);
  });

  it('reads every page', async () => {
    const { reader } = readerOf(
      Array.from({ length: 1203 }, (_, n) => aDescriptor(`request-${n}`)),
    );
    const { descriptors } = await reader.list(signal);
    expect(new Set(descriptors.map(({ name }) => name)).size).toBe(1203);
  });

  it('tells a catalog without descriptors from one without anything', async () => {
    const empty = await readerOf([]).reader.list(signal);
    expect(empty).toEqual({ descriptors: [], catalogIsEmpty: true });
    const other = readerOf([aDescriptor('a', { kind: 'Component' })]);
    expect(await other.reader.list(signal)).toEqual({
      descriptors: [],
      catalogIsEmpty: false,
    });
  });

  it('fails as a whole when one page does', async () => {
    const { reader, catalog } = readerOf(
      Array.from({ length: 600 }, (_, n) => aDescriptor(`request-${n}`)),
    );
    const query = catalog.queryEntities.bind(catalog);
    jest
      .spyOn(catalog, 'queryEntities')
      .mockImplementationOnce(query)
      .mockRejectedValueOnce(new Error('connect ECONNREFUSED'));
    await expect(reader.list(signal)).rejects.toThrow('ECONNREFUSED');
  });

  it('ends when it is told to', async () => {
    await expect(
      readerOf([aDescriptor('a')]).reader.list(
        AbortSignal.abort(new Error('stop')),
      ),
    ).rejects.toThrow('stop');
  });

  it('knows the groups of a user, and that there is no such user', async () => {
    const { reader } = readerOf([
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'remy', namespace: 'default' },
        relations: [
          { type: 'memberOf', targetRef: 'group:default/platform' },
          { type: 'ownerOf', targetRef: 'component:default/payments-api' },
        ],
      },
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'nina', namespace: 'default' },
      },
    ]);
    expect(await reader.groupsOf('user:default/remy')).toEqual([
      'group:default/platform',
    ]);
    expect(await reader.groupsOf('user:default/nina')).toEqual([]);
    expect(await reader.groupsOf('user:default/ghost')).toBeUndefined();
  });
});

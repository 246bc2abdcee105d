import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogComponentSystems } from './ComponentSystems';

function component(name: string, spec: Entity['spec']): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    spec,
  };
}

describe('CatalogComponentSystems', () => {
  it('knows the systems of many components in few questions', async () => {
    const many = Array.from({ length: 450 }, (_, n) => `service-${n}`);
    const catalog = catalogServiceMock({
      entities: [
        component('bare', { system: 'payments' }),
        component('full', { system: 'system:other/payments' }),
        component('alone', {}),
        ...many.map(name => component(name, { system: name })),
      ],
    });
    const asked = jest.spyOn(catalog, 'getEntitiesByRefs');
    const systems = await CatalogComponentSystems.create({
      catalog,
      auth: mockServices.auth(),
    }).systemsOf(['bare', 'full', 'bare', 'alone', 'missing', ...many]);
    expect(systems.get('bare')).toBe('system:default/payments');
    expect(systems.get('full')).toBe('system:other/payments');
    expect(systems.has('alone')).toBe(false);
    expect(systems.has('missing')).toBe(false);
    expect(systems.get('service-449')).toBe('system:default/service-449');
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it('asks nothing when there is nothing to ask', async () => {
    const catalog = catalogServiceMock();
    const asked = jest.spyOn(catalog, 'getEntitiesByRefs');
    await CatalogComponentSystems.create({
      catalog,
      auth: mockServices.auth(),
    }).systemsOf([]);
    expect(asked).not.toHaveBeenCalled();
  });
});

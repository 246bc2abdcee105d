import {
  EntityPolicies,
  FieldFormatEntityPolicy,
  ResourceEntity,
  resourceEntityV1alpha1Validator,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import {
  CATALOG_ANNOTATIONS,
  requestEntityRef,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { aRequest } from '../__testUtils__/aRequest';
import { EntitySurroundings, requestToEntity } from './requestToEntity';

const surroundings: EntitySurroundings = {
  appBaseUrl: 'https://backstage.example.com',
  system: 'system:default/payments',
  deliveredByArgocd: true,
};
const id = aRequest().id;

function annotationsOf(entity: ResourceEntity) {
  return entity.metadata.annotations ?? {};
}

describe('requestToEntity', () => {
  it('describes a request as a resource of its team and component', async () => {
    const entity = requestToEntity(aRequest(), surroundings);
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1beta1',
      kind: 'Resource',
      metadata: {
        name: id,
        title: 'payments-api preview (us-east-1)',
        description:
          'The environment that team platform asked for as preview in us-east-1',
        annotations: {
          'backstage.io/managed-by-location': `control-plane:${id}`,
          'backstage.io/managed-by-origin-location': `control-plane:${id}`,
          'control-plane.io/request-id': id,
          'control-plane.io/expires-at': '2030-01-04T00:00:00.000Z',
          'backstage.io/kubernetes-namespace': 'platform-payments-api-01234567',
          'backstage.io/kubernetes-label-selector': `control-plane.io/request-id=${id}`,
          'argocd/app-selector': `control-plane.io/request-id=${id}`,
        },
        labels: {
          'control-plane.io/request-id': id,
          'control-plane.io/class': 'preview',
          'control-plane.io/team': 'platform',
          'control-plane.io/app': 'payments-api',
          'control-plane.io/region': 'us-east-1',
          'control-plane.io/phase': 'ready',
        },
        links: [
          {
            title: 'Request',
            url: `https://backstage.example.com/control-plane/requests/${id}`,
            icon: 'dashboard',
          },
        ],
      },
      spec: {
        type: 'environment',
        owner: 'group:default/platform',
        dependencyOf: ['component:default/payments-api'],
        system: 'system:default/payments',
      },
    });
    expect(requestEntityRef(id)).toBe(`resource:default/${id}`);
  });

  it.each([
    ['ready', aRequest()],
    [
      'waiting, with nothing published',
      aRequest({ phase: 'pending_approval' }),
    ],
  ])('passes the policies of the catalog when %s', async (_, request) => {
    const entity = requestToEntity(request, surroundings);
    const policy = EntityPolicies.allOf([
      new SchemaValidEntityPolicy(),
      new FieldFormatEntityPolicy(),
    ]);
    await expect(policy.enforce(entity)).resolves.toBe(entity);
    await expect(resourceEntityV1alpha1Validator.check(entity)).resolves.toBe(
      true,
    );
  });

  it('links the commit where the forge has an address for it', () => {
    const entity = requestToEntity(
      aRequest({
        published: {
          generation: 1,
          repository: 'gitops',
          branch: 'main',
          commit: 'c'.repeat(40),
          commitUrl: 'https://github.com/acme/gitops/commit/cccc',
          at: '2030-01-01T00:00:00.000Z',
        },
      }),
      surroundings,
    );
    expect(entity.metadata.links).toContainEqual({
      title: 'Commit',
      url: 'https://github.com/acme/gitops/commit/cccc',
      icon: 'code',
    });
  });

  it('says nothing of Argo CD where Flux delivers', () => {
    const entity = requestToEntity(aRequest(), {
      ...surroundings,
      deliveredByArgocd: false,
    });
    expect(annotationsOf(entity)).not.toHaveProperty('argocd/app-selector');
  });

  it('names no namespace for a request with several, so that none is hidden', () => {
    const entity = requestToEntity(
      aRequest({ namespaces: ['a-app', 'a-app-data'] }),
      surroundings,
    );
    expect(annotationsOf(entity)).not.toHaveProperty(
      'backstage.io/kubernetes-namespace',
    );
  });

  it('says nothing of a system or an end that there is not', () => {
    const entity = requestToEntity(
      aRequest({
        lease: { hours: 72, maxHours: 168, onExpiry: 'delete' },
      }),
      { ...surroundings, system: undefined },
    );
    expect(entity.spec).not.toHaveProperty('system');
    expect(annotationsOf(entity)).not.toHaveProperty(
      'control-plane.io/expires-at',
    );
  });

  it('writes only annotations that are listed for others', () => {
    const listed = CATALOG_ANNOTATIONS.map(({ name }) => String(name));
    const own = Object.keys(
      annotationsOf(requestToEntity(aRequest(), surroundings)),
    ).filter(name => !name.startsWith('backstage.io/managed-by'));
    expect(own.filter(name => !listed.includes(name))).toEqual([]);
  });
});

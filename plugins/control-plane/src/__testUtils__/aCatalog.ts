import { Entity } from '@backstage/catalog-model';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';

function entity(kind: string, name: string, owner?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {},
    relations: owner
      ? [{ type: 'ownedBy', targetRef: `group:default/${owner}` }]
      : [],
  };
}

/** Teams platform and commerce with a component each, and a component whose name no request may take. */
export function aCatalog() {
  return catalogApiMock({
    entities: [
      entity('Group', 'platform'),
      entity('Group', 'commerce'),
      entity('Component', 'payments-api', 'platform'),
      entity('Component', 'cart-service', 'commerce'),
      entity('Component', 'Not_A_Label', 'platform'),
    ],
  });
}

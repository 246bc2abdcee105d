import { Entity } from '@backstage/catalog-model';

const group = (name: string, displayName: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: { type: 'team', profile: { displayName }, children: [] },
});

const user = (name: string, displayName: string, team: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { profile: { displayName }, memberOf: [team] },
  relations: [{ type: 'memberOf', targetRef: `group:default/${team}` }],
});

const service = (name: string, title: string, team: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default', title },
  spec: {
    type: 'service',
    lifecycle: 'production',
    owner: `group:default/${team}`,
  },
  relations: [{ type: 'ownedBy', targetRef: `group:default/${team}` }],
});

/** Three teams with their people and services, and the one that decides. */
export const entities: Entity[] = [
  group('platform', 'Platform'),
  group('payments', 'Payments'),
  group('commerce', 'Commerce'),
  group('change-approvers', 'Change approvers'),
  user('otto', 'Otto Brandt', 'platform'),
  user('remy', 'Remy Okafor', 'platform'),
  user('priya', 'Priya Raman', 'payments'),
  user('marco', 'Marco Silva', 'commerce'),
  user('ada', 'Ada Marchetti', 'change-approvers'),
  service('billing-api', 'Billing API', 'platform'),
  service('payments-api', 'Payments API', 'payments'),
  service('ledger', 'Ledger', 'payments'),
  service('cart-service', 'Cart Service', 'commerce'),
  service('products-service', 'Products Service', 'commerce'),
];

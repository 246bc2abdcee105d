import { Entity } from '@backstage/catalog-model';

export const CRASH_TEST_TEAMS = ['payments', 'search', 'shipping'] as const;
export const CRASH_TEST_APPS = ['basket', 'ledger', 'tracker', 'web'] as const;

const metadata = (name: string) => ({ name, namespace: 'default' });

/** The teams and applications that requests of a crash campaign name. */
export const crashTestEntities: Entity[] = [
  ...CRASH_TEST_TEAMS.map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: metadata(name),
    spec: { type: 'team', children: [] },
  })),
  ...CRASH_TEST_APPS.map(name => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: metadata(name),
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: CRASH_TEST_TEAMS[0],
    },
  })),
];

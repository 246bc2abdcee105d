import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { CreateRequestBody } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** The people of the test world, by what they may do. All references are of the default namespace. */
export const people = {
  viewer: 'user:default/vera',
  requester: 'user:default/remy',
  /** Requester of the same team as Remy. */
  colleague: 'user:default/rosa',
  /** Requester of another team. */
  outsider: 'user:default/priya',
  approver: 'user:default/ada',
  secondApprover: 'user:default/abel',
  admin: 'user:default/otto',
  /** Signed in, in no group and without a role. */
  stranger: 'user:default/nina',
} as const;

/** A machine with the role requester for team platform. */
export const CI_SUBJECT = 'external:ci';

const groupsOf: Readonly<Record<string, readonly string[]>> = {
  [people.viewer]: ['group:default/platform'],
  [people.requester]: ['group:default/platform'],
  [people.colleague]: ['group:default/platform'],
  [people.outsider]: ['group:default/payments'],
  [people.approver]: ['group:default/change-approvers'],
  [people.secondApprover]: ['group:default/change-approvers'],
  [people.admin]: ['group:default/platform-admins'],
};

/** What somebody owns: themselves and their groups. */
export function ownershipOf(userEntityRef: string): string[] {
  return [userEntityRef, ...(groupsOf[userEntityRef] ?? [])];
}

function entity(kind: string, name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    spec: {},
  };
}

/** What the catalog holds. */
export const catalogEntities: Entity[] = [
  ...Object.values(people).map(ref =>
    entity('User', ref.slice(ref.indexOf('/') + 1)),
  ),
  ...['platform', 'payments', 'change-approvers', 'platform-admins'].map(name =>
    entity('Group', name),
  ),
  ...['payments-api', 'billing-api', 'cart'].map(name =>
    entity('Component', name),
  ),
];

/** A class like preview, whose drift is repaired. */
export const guardedClass: JsonObject = {
  name: 'guarded',
  title: 'Guarded preview',
  regions: ['us-east-1'],
  lease: { defaultHours: 72, maxHours: 168, onExpiry: 'delete' },
  namespaces: ['app'],
  quotaProfile: 'small',
  policyPacks: ['baseline-security'],
  cost: { monthly: 150, currency: 'USD' },
  drift: { onForeignEdit: 'repair' },
};

function target(
  region: string,
  delivery: 'argocd' | 'fluxcd',
  repository: string,
): JsonObject {
  return {
    name: region,
    region,
    repository,
    delivery,
    deliveryRepositoryUrl: 'https://git.example.com/platform/gitops.git',
    ...(delivery === 'argocd'
      ? { destination: { server: 'https://kubernetes.default.svc' } }
      : {}),
  };
}

/** The configuration of the test world: two targets on one repository, and waits as short as they may be. */
export function testConfig(options: {
  repositoryUrl: string;
  cacheDirectory: string;
}): { controlPlane: JsonObject } {
  return {
    controlPlane: {
      repositories: {
        gitops: { url: options.repositoryUrl, allowInsecure: true },
      },
      targets: [
        target('us-east-1', 'argocd', 'gitops'),
        target('us-west-2', 'fluxcd', 'gitops'),
      ],
      classes: [guardedClass],
      git: { cacheDirectory: options.cacheDirectory, timeoutSeconds: 20 },
      queue: {
        pollMilliseconds: 100,
        backoffSeconds: 1,
        maxBackoffSeconds: 1,
        shutdownSeconds: 5,
      },
      catalogCacheSeconds: 0,
      roles: [
        { role: 'viewer', members: [people.viewer] },
        {
          role: 'requester',
          members: [people.requester, people.colleague, people.outsider],
        },
        { role: 'approver', members: ['group:default/change-approvers'] },
        { role: 'admin', members: ['group:default/platform-admins'] },
        { role: 'requester', members: [CI_SUBJECT], teams: ['platform'] },
      ],
    },
  };
}

export const preview: CreateRequestBody = {
  class: 'preview',
  team: 'platform',
  app: 'payments-api',
  region: 'us-east-1',
};

export const production: CreateRequestBody = {
  ...preview,
  class: 'production',
  parameters: { changeTicket: 'CHG-1042' },
  reason: 'Launch',
};

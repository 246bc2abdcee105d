import { JsonObject } from '@backstage/types';

const port = Number(process.env.CONTROL_PLANE_API_PORT ?? 7007);

/** A configuration for this machine alone, with everything in memory but the repository. */
export function devConfig(
  repositoryUrl: string,
  wanted: { config?: JsonObject; controlPlane?: JsonObject },
): JsonObject {
  return {
    app: { baseUrl: 'http://localhost:3000' },
    backend: {
      baseUrl: `http://localhost:${port}`,
      // Anybody who reaches it may do anything.
      listen: { host: '127.0.0.1', port },
      database: { client: 'better-sqlite3', connection: ':memory:' },
    },
    // There is one process.
    events: { useEventBus: 'never' },
    controlPlane: {
      repositories: {
        gitops: { url: repositoryUrl, allowInsecure: true },
      },
      targets: [
        {
          ...target('us-east-1'),
          delivery: 'argocd',
          destination: { server: 'https://kubernetes.default.svc' },
        },
        { ...target('us-west-2'), delivery: 'fluxcd' },
      ],
      roles: [
        { role: 'viewer', members: ['user:default/vera'] },
        { role: 'requester', members: ['user:default/remy'] },
        { role: 'approver', members: ['group:default/change-approvers'] },
        { role: 'admin', members: ['group:default/platform-admins'] },
      ],
      ...wanted.controlPlane,
    },
    ...wanted.config,
  };
}

function target(region: string): JsonObject {
  return {
    name: region,
    region,
    repository: 'gitops',
    deliveryRepositoryUrl: 'https://git.example.com/platform/gitops.git',
  };
}

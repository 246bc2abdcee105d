import { Plan } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { aRequest } from './aRequest';
import { aRevision } from './aRevision';

/** The plan of `aRevision`, but for what a test says. */
export function aPlan(over: Partial<Plan> = {}): Plan {
  const request = aRequest();
  const revision = aRevision();
  return {
    digest: revision.planDigest,
    requestId: request.id,
    generation: revision.generation,
    action: revision.action,
    class: request.class,
    team: request.team,
    app: request.app,
    region: request.region,
    target: request.target,
    namespaces: request.namespaces,
    path: request.path,
    manifests: [],
    cost: revision.cost,
    lease: { hours: 720 },
    approval: { required: true, rule: revision.approvalRule },
    changes: {
      type: 'compared',
      head: '0123456789abcdef0123456789abcdef01234567',
      files: [
        {
          path: `${request.path}/namespace.yaml`,
          change: 'added',
          diff: [
            '--- /dev/null',
            '+++ b/namespace.yaml',
            '@@ -0,0 +1,2 @@',
            '+apiVersion: v1',
            '+kind: Namespace',
            '',
          ].join('\n'),
        },
      ],
    },
    findings: [],
    observedAt: '2026-11-20T08:00:01.000Z',
    ...over,
  };
}

import {
  EnvironmentRequest,
  Plan,
  Revision,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { diffManifests, manifestsOf } from './data/manifestsOf';
import { hexOf } from './data/digestOf';
import { now } from './data/times';

/** What a revision would do to the branch. */
export function planOf(request: EnvironmentRequest, revision: Revision): Plan {
  const { action, generation, planDigest, leaseHours } = revision;
  const after = filesOf(request, revision);
  const before = request.published ? manifestsOf(request) : [];
  return {
    digest: planDigest,
    requestId: request.id,
    generation,
    action,
    class: revision.class,
    team: request.team,
    app: request.app,
    region: request.region,
    target: request.target,
    namespaces: request.namespaces,
    path: request.path,
    manifests: after,
    cost: revision.cost,
    lease: { hours: leaseHours },
    approval: {
      required: revision.state === 'pending_approval',
      rule: revision.approvalRule,
    },
    changes:
      action === 'extend'
        ? { type: 'untouched' }
        : {
            type: 'compared',
            head: hexOf('the head of main', 40),
            files: diffManifests(before, after, `${request.path}/`),
          },
    findings:
      request.class.name === 'production'
        ? [
            {
              rule: 'sox-change-ticket',
              severity: 'info',
              path: 'parameters.changeTicket',
              message: 'The change ticket stands in the audit',
              remedy: 'Nothing to do',
            },
          ]
        : [],
    observedAt: now(),
  };
}

/** The manifests of one revision; a teardown has none. */
export function filesOf(request: EnvironmentRequest, revision: Revision) {
  return revision.action === 'delete'
    ? []
    : manifestsOf(request, { ref: revision.source?.ref });
}

import { Plan } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { RevisionPlan } from '../../services/RevisionPlan';

export function presentPlan(plan: RevisionPlan): Plan {
  const { request, revision } = plan;
  return {
    digest: revision.planDigest,
    requestId: request.id,
    generation: revision.generation,
    action: revision.action,
    class: revision.class,
    team: request.team,
    app: request.app,
    region: request.region,
    target: request.target,
    namespaces: request.namespaces,
    path: request.path,
    manifests: plan.manifests,
    cost: revision.cost,
    lease: {
      hours:
        revision.action === 'extend' || revision.action === 'create'
          ? revision.leaseHours
          : request.lease.hours,
      expiresAt: plan.expiresAt?.toISOString(),
    },
    approval: {
      required: plan.approval.type === 'person',
      rule: plan.approval.rule,
    },
    changes: plan.comparison,
    findings: plan.findings,
    observedAt: plan.observedAt.toISOString(),
  };
}

import { Plan } from '@platform-control-plane/backstage-plugin-control-plane-common';

/** A plan in lines for the log of a task. */
export function describePlan(plan: Plan): string[] {
  const { approval, cost, lease, manifests, findings } = plan;
  return [
    `Plan ${plan.digest} of ${plan.requestId}: ${plan.action} of class ${plan.class.name} in ${plan.region}`,
    `  namespaces: ${plan.namespaces.join(', ')}`,
    `  price: ${cost.monthly} ${cost.currency} a month`,
    `  lease: ${lease.hours} hours`,
    `  approval: ${
      approval.required
        ? `a person decides (${approval.rule})`
        : `given by policy (${approval.rule})`
    }`,
    `  ${manifests.length} files in ${plan.path}`,
    ...manifests.map(({ path }) => `    ${path}`),
    ...findings.map(
      ({ severity, path, message, remedy }) =>
        `  ${severity}: ${path}: ${message}; ${remedy}`,
    ),
  ];
}

/**
 * The kinds that a team may bring, by `apiVersion`.
 *
 * @remarks
 * What is missing is missing on purpose. A Secret would be read by everybody who reads the repository; with roles,
 * network policies, quotas, limit ranges or namespaces a team would change what its class and its approvers decided;
 * definitions of resources and webhooks reach beyond the request's namespaces; bare pods and daemon sets escape what the
 * other kinds are checked for.
 */
const EXTRA_KINDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['v1', ['ConfigMap', 'Service', 'ServiceAccount']],
  ['apps/v1', ['Deployment', 'StatefulSet']],
  ['autoscaling/v2', ['HorizontalPodAutoscaler']],
  ['batch/v1', ['CronJob', 'Job']],
  ['networking.k8s.io/v1', ['Ingress']],
  ['policy/v1', ['PodDisruptionBudget']],
]);

export function isExtraKind(apiVersion: string, kind: string): boolean {
  return EXTRA_KINDS.get(apiVersion)?.includes(kind) ?? false;
}

/** The kinds for people: `ConfigMap, Service and ServiceAccount of v1, …`. */
export function describeExtraKinds(): string {
  return [...EXTRA_KINDS]
    .map(([apiVersion, kinds]) => `${kinds.join(', ')} of ${apiVersion}`)
    .join('; ');
}

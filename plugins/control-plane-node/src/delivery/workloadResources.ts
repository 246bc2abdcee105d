/** Kinds of one API group that an application's own repository may bring. */
export interface WorkloadResources {
  group: string;
  /** Kind by the name of its resource. */
  kinds: Record<string, string>;
}

/**
 * All that may be delivered from an application's repository.
 *
 * @remarks
 * A list of what is allowed, because each thing left out of a list of what is forbidden would be a way out: with a
 * network policy an application would open what its class closes, with a role binding it would raise its own rights,
 * with a quota or limit range it would change what was approved.
 */
export const WORKLOAD_RESOURCES: readonly WorkloadResources[] = [
  {
    group: '',
    kinds: {
      configmaps: 'ConfigMap',
      persistentvolumeclaims: 'PersistentVolumeClaim',
      pods: 'Pod',
      secrets: 'Secret',
      serviceaccounts: 'ServiceAccount',
      services: 'Service',
    },
  },
  {
    group: 'apps',
    kinds: {
      daemonsets: 'DaemonSet',
      deployments: 'Deployment',
      replicasets: 'ReplicaSet',
      statefulsets: 'StatefulSet',
    },
  },
  {
    group: 'autoscaling',
    kinds: { horizontalpodautoscalers: 'HorizontalPodAutoscaler' },
  },
  { group: 'batch', kinds: { cronjobs: 'CronJob', jobs: 'Job' } },
  {
    group: 'gateway.networking.k8s.io',
    kinds: { grpcroutes: 'GRPCRoute', httproutes: 'HTTPRoute' },
  },
  { group: 'networking.k8s.io', kinds: { ingresses: 'Ingress' } },
  { group: 'policy', kinds: { poddisruptionbudgets: 'PodDisruptionBudget' } },
];

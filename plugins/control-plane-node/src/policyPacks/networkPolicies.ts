import { JsonObject } from '@backstage/types';
import { LABEL_KUBERNETES_NAME } from '../manifests/names';
import { Manifest } from '../manifests/Manifest';

export interface NetworkPolicyOptions {
  name: string;
  namespace: string;
  /** Who may call in; an empty list closes the direction. */
  ingress?: JsonObject[];
  /** What may be called; an empty list closes the direction. */
  egress?: JsonObject[];
}

/** A network policy of every pod in the namespace, for the directions that are given. */
export function networkPolicy(options: NetworkPolicyOptions): Manifest {
  const { name, namespace, ingress, egress } = options;
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name, namespace },
    spec: {
      podSelector: {},
      policyTypes: [
        ...(ingress ? ['Ingress'] : []),
        ...(egress ? ['Egress'] : []),
      ],
      ...(ingress?.length ? { ingress } : {}),
      ...(egress?.length ? { egress } : {}),
    },
  };
}

/** Peers: every pod of the namespaces that carry the labels. */
export function namespacesWith(labels: Record<string, string>): JsonObject {
  return { namespaceSelector: { matchLabels: labels } };
}

/** Peers: every pod of the namespaces with one of these names. */
export function namespacesNamed(names: readonly string[]): JsonObject {
  return {
    namespaceSelector: {
      matchExpressions: [
        { key: LABEL_KUBERNETES_NAME, operator: 'In', values: [...names] },
      ],
    },
  };
}

export function denyIngress(namespace: string): Manifest {
  return networkPolicy({
    name: 'default-deny-ingress',
    namespace,
    ingress: [],
  });
}

export function denyEgress(namespace: string): Manifest {
  return networkPolicy({ name: 'default-deny-egress', namespace, egress: [] });
}

/**
 * Opens name resolution.
 *
 * @remarks
 * CoreDNS and kube-dns both carry `k8s-app: kube-dns`. 169.254.20.10 is the address on which NodeLocal DNSCache listens
 * on the node itself, where no pod selector reaches it.
 */
export function allowDns(namespace: string): Manifest {
  return networkPolicy({
    name: 'allow-dns',
    namespace,
    egress: [
      {
        to: [
          {
            ...namespacesWith({ [LABEL_KUBERNETES_NAME]: 'kube-system' }),
            podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
          },
          { ipBlock: { cidr: '169.254.20.10/32' } },
        ],
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
    ],
  });
}

import { divideWhole, quotaTotal } from '../quota/divideQuota';
import { PolicyPack } from './PolicyPack';

/** Storage of a request: this much for each volume that its quota profile allows. */
const GIBIBYTES_PER_VOLUME = 10;

/** Objects of each namespace: far above what an application needs, far below what would hurt etcd. */
const OBJECT_COUNTS = {
  'count/configmaps': '100',
  'count/cronjobs.batch': '20',
  'count/ingresses.networking.k8s.io': '20',
  'count/jobs.batch': '200',
  'count/secrets': '100',
};

/** How far limits may exceed requests: a container that reserves nothing would make the quota of requests meaningless. */
const MAX_LIMIT_REQUEST_RATIO = '10';

export const costGuardrails: PolicyPack = {
  name: 'cost-guardrails',
  version: '1',
  description:
    'No load balancers or node ports, capped storage and object counts, default requests',
  contribute: ({ namespaces, quotaProfile }) => {
    const volumes = quotaTotal(
      quotaProfile.quota.persistentvolumeclaims,
      namespaces.length,
    );
    const storage = divideWhole(
      volumes * GIBIBYTES_PER_VOLUME,
      namespaces.length,
    );
    return {
      containerLimits: {
        defaultRequest: quotaProfile.container.defaultRequest,
        maxLimitRequestRatio: {
          cpu: MAX_LIMIT_REQUEST_RATIO,
          memory: MAX_LIMIT_REQUEST_RATIO,
        },
      },
      objects: namespaces.map(({ name: namespace }, index) => ({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'cost-guardrails', namespace },
        spec: {
          hard: {
            ...OBJECT_COUNTS,
            'requests.storage': `${storage[index]}Gi`,
            'services.loadbalancers': '0',
            'services.nodeports': '0',
          },
        },
      })),
    };
  },
  targetObjects: () => [],
};

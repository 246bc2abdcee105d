import { Manifest } from '../manifests/Manifest';
import { allowDns, denyEgress, denyIngress } from './networkPolicies';
import { PolicyPack } from './PolicyPack';

/**
 * Version of the Pod Security Standards that namespaces are held to.
 *
 * @remarks
 * Pinned, because `latest` would let an upgrade of a cluster refuse pods that ran the day before. 1.32 is the oldest
 * release the rendered objects are meant for; older clusters apply the newest version they know.
 */
const POD_SECURITY_VERSION = 'v1.32';

const POD_SECURITY_MODES = ['enforce', 'audit', 'warn'];

/** Tokens of the API server are mounted only into pods that ask for one. */
function defaultServiceAccount(namespace: string): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name: 'default', namespace },
    automountServiceAccountToken: false,
  };
}

export const baselineSecurity: PolicyPack = {
  name: 'baseline-security',
  version: '1',
  description:
    'Restricted Pod Security, closed network except for name resolution, no API tokens in pods',
  contribute: ({ namespaces }) => ({
    namespaceLabels: Object.fromEntries(
      POD_SECURITY_MODES.flatMap(mode => [
        [`pod-security.kubernetes.io/${mode}`, 'restricted'],
        [`pod-security.kubernetes.io/${mode}-version`, POD_SECURITY_VERSION],
      ]),
    ),
    objects: namespaces.flatMap(({ name }) => [
      denyIngress(name),
      denyEgress(name),
      allowDns(name),
      defaultServiceAccount(name),
    ]),
  }),
  targetObjects: () => [],
};

import {
  LABEL_REQUEST_ID,
  LABEL_TEAM,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { LABEL_SHARED } from '../manifests/names';
import {
  namespacesNamed,
  namespacesWith,
  networkPolicy,
} from './networkPolicies';
import { PolicyPack } from './PolicyPack';

/** Address ranges that belong to the cluster, the company or the node's own network, metadata services included. */
const PRIVATE_IPV4 = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
];
const PRIVATE_IPV6 = ['fc00::/7', 'fe80::/10'];

const DEFAULT_INGRESS_NAMESPACES = [
  'envoy-gateway-system',
  'ingress-nginx',
  'traefik',
];

export interface PreviewNetworkingOptions {
  /** Namespaces of the ingress controllers; well-known ones when absent. */
  ingressNamespaces?: string[];
}

/** Makes the pack for clusters whose ingress controller lives in a namespace of its own name. */
export function createPreviewNetworking(
  options: PreviewNetworkingOptions = {},
): PolicyPack {
  const ingressNamespaces =
    options.ingressNamespaces ?? DEFAULT_INGRESS_NAMESPACES;
  return {
    name: 'preview-networking',
    version: '1',
    description:
      "Open within the environment, from the ingress controller, to the team's shared environments and to the internet, closed to private networks",
    contribute: ({ namespaces, request }) => {
      const environment = namespacesWith({ [LABEL_REQUEST_ID]: request.id });
      // Only the caller's half: the shared environment opens its own side with the pack shared-services.
      const sharedByTeam = namespacesWith({
        [LABEL_TEAM]: request.team,
        [LABEL_SHARED]: 'true',
      });
      return {
        objects: namespaces.flatMap(({ name: namespace }) => [
          networkPolicy({
            name: 'allow-environment',
            namespace,
            ingress: [{ from: [environment] }],
            egress: [{ to: [environment] }],
          }),
          networkPolicy({
            name: 'allow-ingress-controller',
            namespace,
            ingress: [{ from: [namespacesNamed(ingressNamespaces)] }],
          }),
          networkPolicy({
            name: 'allow-shared-services',
            namespace,
            egress: [{ to: [sharedByTeam] }],
          }),
          networkPolicy({
            name: 'allow-internet',
            namespace,
            egress: [
              {
                to: [
                  { ipBlock: { cidr: '0.0.0.0/0', except: PRIVATE_IPV4 } },
                  { ipBlock: { cidr: '::/0', except: PRIVATE_IPV6 } },
                ],
              },
            ],
          }),
        ]),
      };
    },
    targetObjects: () => [],
  };
}

export const previewNetworking = createPreviewNetworking();

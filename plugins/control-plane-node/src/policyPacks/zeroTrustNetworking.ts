import {
  LABEL_APP,
  LABEL_REQUEST_ID,
  LABEL_TEAM,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { isIP } from 'node:net';
import {
  LABEL_KUBERNETES_NAME,
  LABEL_NAMESPACE_ROLE,
} from '../manifests/names';
import {
  allowDns,
  denyEgress,
  denyIngress,
  namespacesWith,
  networkPolicy,
} from './networkPolicies';
import { RenderContext } from '../render/RenderContext';
import { PolicyPack } from './PolicyPack';

const LABEL_PATTERN = '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$';

const PEER_SCHEMA: JsonObject = {
  type: 'object',
  description:
    'one peer: either a role, or a namespace, or a team with or without an app, or a range of addresses',
  properties: {
    role: {
      type: 'string',
      title: 'Role',
      description: "This environment's own namespace of that role",
      pattern: LABEL_PATTERN,
    },
    namespace: {
      type: 'string',
      title: 'Namespace',
      description: 'Name of a namespace in the same cluster',
      pattern: LABEL_PATTERN,
    },
    team: {
      type: 'string',
      title: 'Team',
      description: 'All environments of this team',
      pattern: LABEL_PATTERN,
    },
    app: {
      type: 'string',
      title: 'Application',
      description: 'Only environments of this application of the team',
      pattern: LABEL_PATTERN,
    },
    cidr: {
      type: 'string',
      title: 'Addresses',
      description: 'A range of addresses such as 10.20.0.0/16',
      maxLength: 43,
      pattern: '^[0-9a-fA-F.:]+/[0-9]{1,3}$',
    },
    ports: {
      type: 'array',
      title: 'Ports',
      description: 'All ports when absent',
      minItems: 1,
      maxItems: 20,
      items: {
        type: 'object',
        properties: {
          port: { type: 'integer', title: 'Port', minimum: 1, maximum: 65535 },
          protocol: {
            type: 'string',
            title: 'Protocol',
            enum: ['TCP', 'UDP', 'SCTP'],
            default: 'TCP',
          },
        },
        required: ['port'],
        additionalProperties: false,
      },
    },
  },
  oneOf: [
    { required: ['role'], not: { required: ['app'] } },
    { required: ['namespace'], not: { required: ['app'] } },
    { required: ['team'] },
    { required: ['cidr'], not: { required: ['app'] } },
  ],
  additionalProperties: false,
};

function peersSchema(title: string, description: string): JsonObject {
  return {
    type: 'array',
    title,
    description,
    maxItems: 50,
    default: [],
    items: PEER_SCHEMA,
  };
}

export const zeroTrustNetworking: PolicyPack = {
  name: 'zero-trust-networking',
  version: '1',
  description:
    'Nothing but name resolution and the peers that the request lists, in both directions',
  parametersSchema: {
    properties: {
      allowIngressFrom: peersSchema(
        'Callers',
        'Who may call into the environment',
      ),
      allowEgressTo: peersSchema('Dependencies', 'What it may call itself'),
    },
  },
  contribute: context => {
    const { namespaces, request } = context;
    const ingress = readPeers(context, 'allowIngressFrom').map(peer => ({
      from: [selectorOf(peer, request.id)],
      ...portsOf(peer),
    }));
    const egress = readPeers(context, 'allowEgressTo').map(peer => ({
      to: [selectorOf(peer, request.id)],
      ...portsOf(peer),
    }));
    return {
      objects: namespaces.flatMap(({ name: namespace }) => [
        denyIngress(namespace),
        denyEgress(namespace),
        allowDns(namespace),
        ...(ingress.length
          ? [
              networkPolicy({
                name: 'allow-listed-ingress',
                namespace,
                ingress,
              }),
            ]
          : []),
        ...(egress.length
          ? [networkPolicy({ name: 'allow-listed-egress', namespace, egress })]
          : []),
      ]),
    };
  },
  targetObjects: () => [],
};

function readPeers(context: RenderContext, name: string): JsonObject[] {
  const value = context.parameters[name];
  const peers = Array.isArray(value) ? value.filter(isObject) : [];
  peers.forEach((peer, index) => {
    const field = `parameters.${name}.${index}`;
    assertKnownRole(context, peer.role, `${field}.role`);
    assertNarrowRange(peer.cidr, `${field}.cidr`);
  });
  return peers;
}

/** A role that the class does not have would select nothing, and nobody would learn why the traffic stops. */
function assertKnownRole(
  { namespaces }: RenderContext,
  role: JsonValue | undefined,
  field: string,
): void {
  const roles = namespaces.map(namespace => namespace.role);
  if (typeof role === 'string' && !roles.includes(role)) {
    throw new InputError(
      `${field}: expected a role of the class (${roles.join(
        ', ',
      )}), got "${role}"`,
    );
  }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** A schema can tell neither real addresses from look-alikes nor the whole internet from a part of it. */
function assertNarrowRange(cidr: JsonValue | undefined, field: string): void {
  if (typeof cidr !== 'string') {
    return;
  }
  const [address, prefix] = cidr.split('/');
  const version = isIP(address);
  const longest = version === 6 ? 128 : 32;
  if (version === 0 || Number(prefix) < 1 || Number(prefix) > longest) {
    throw new InputError(
      `${field}: expected a range of addresses such as 10.20.0.0/16 that is not the whole internet, got "${cidr}"`,
    );
  }
}

function selectorOf(peer: JsonObject, requestId: string): JsonObject {
  if (typeof peer.role === 'string') {
    return namespacesWith({
      [LABEL_REQUEST_ID]: requestId,
      [LABEL_NAMESPACE_ROLE]: peer.role,
    });
  }
  if (typeof peer.cidr === 'string') {
    return { ipBlock: { cidr: peer.cidr } };
  }
  if (typeof peer.namespace === 'string') {
    return namespacesWith({ [LABEL_KUBERNETES_NAME]: peer.namespace });
  }
  return namespacesWith({
    ...(typeof peer.team === 'string' ? { [LABEL_TEAM]: peer.team } : {}),
    ...(typeof peer.app === 'string' ? { [LABEL_APP]: peer.app } : {}),
  });
}

function portsOf(peer: JsonObject): JsonObject {
  return Array.isArray(peer.ports) ? { ports: peer.ports } : {};
}

import { LABEL_NAMESPACE_ROLE } from '../manifests/names';
import { Manifest } from '../manifests/Manifest';
import { denyIngress } from '../policyPacks/networkPolicies';
import { ContainerLimits, PolicyPack } from '../policyPacks/PolicyPack';
import { divideQuota } from '../quota/divideQuota';
import { ComposedPolicyPacks } from './composePolicyPacks';
import { RenderContext } from './RenderContext';
import { requestAnnotations, teamLabels } from './requestMetadata';

/** Name of the files that every request has, whatever its kind. */
export const GUARD_RAIL_FILES = {
  namespaces: 'namespace.yaml',
  quotas: 'resourcequota.yaml',
  limitRanges: 'limitrange.yaml',
  networkPolicies: 'networkpolicy.yaml',
  policyPacks: 'policypack.yaml',
} as const;

/** The namespaces with what owner, class and packs say about them. */
export function namespaceObjects(
  context: RenderContext,
  packs: ComposedPolicyPacks,
): Manifest[] {
  return context.namespaces.map(({ role, name }) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        ...packs.namespaceLabels,
        ...teamLabels(context.request.labels),
        [LABEL_NAMESPACE_ROLE]: role,
      },
      annotations: {
        ...packs.namespaceAnnotations,
        ...requestAnnotations(context),
      },
    },
  }));
}

/** Each namespace's share of the quota profile. */
export function quotaObjects(context: RenderContext): Manifest[] {
  const { quotaProfile, namespaces } = context;
  const shares = divideQuota(quotaProfile, namespaces.length);
  return namespaces.map(({ name: namespace }, index) => ({
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'quota', namespace },
    spec: { hard: shares[index] },
  }));
}

/** What a container gets when it says nothing, and the most it may ask for. */
export function limitRangeObjects(
  context: RenderContext,
  limits: Required<ContainerLimits>,
): Manifest[] {
  const { container } = context.quotaProfile;
  const { defaultRequest, maxLimitRequestRatio } = limits;
  return context.namespaces.map(({ name: namespace }) => ({
    apiVersion: 'v1',
    kind: 'LimitRange',
    metadata: { name: 'limits', namespace },
    spec: {
      limits: [
        {
          type: 'Container',
          default: container.default,
          max: container.max,
          ...(Object.keys(defaultRequest).length && { defaultRequest }),
          ...(Object.keys(maxLimitRequestRatio).length && {
            maxLimitRequestRatio,
          }),
        },
      ],
    },
  }));
}

/** Nobody calls in unless a pack lets them; this holds for classes without any pack as well. */
export function isolationObjects(context: RenderContext): Manifest[] {
  return context.namespaces.map(({ name }) => denyIngress(name));
}

/** Tells people in the cluster which packs are in force, and in which version. */
export function policyPackRecord(
  context: RenderContext,
  packs: readonly PolicyPack[],
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'control-plane-policy-packs',
      namespace: context.namespaces[0].name,
    },
    data: policyPackData(packs),
  };
}

export function policyPackData(
  packs: readonly PolicyPack[],
): Record<string, string> {
  return Object.fromEntries(
    packs.map(({ name, version, description }) => [
      name,
      `version ${version}: ${description}`,
    ]),
  );
}

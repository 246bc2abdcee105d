import { ConflictError } from '@backstage/errors';
import { Manifest } from '../manifests/Manifest';
import {
  ContainerLimits,
  PolicyPack,
  PolicyPackContribution,
} from '../policyPacks/PolicyPack';
import { RenderContext } from './RenderContext';

/** What the packs of a class add together. */
export interface ComposedPolicyPacks {
  namespaceLabels: Record<string, string>;
  namespaceAnnotations: Record<string, string>;
  containerLimits: Required<ContainerLimits>;
  objects: Manifest[];
}

interface NamedContribution {
  pack: string;
  contribution: PolicyPackContribution;
}

/**
 * Asks each pack in the order of the class.
 *
 * @throws ConflictError when two packs give the same label, annotation or limit different values.
 */
export function composePolicyPacks(
  packs: readonly PolicyPack[],
  context: RenderContext,
): ComposedPolicyPacks {
  const contributions = packs.map(pack => ({
    pack: pack.name,
    contribution: pack.contribute(context),
  }));
  return {
    namespaceLabels: merge(contributions, 'namespace label', added => ({
      ...added.namespaceLabels,
    })),
    namespaceAnnotations: merge(
      contributions,
      'namespace annotation',
      added => ({ ...added.namespaceAnnotations }),
    ),
    containerLimits: {
      defaultRequest: merge(contributions, 'default request', added => ({
        ...added.containerLimits?.defaultRequest,
      })),
      maxLimitRequestRatio: merge(contributions, 'limit ratio', added => ({
        ...added.containerLimits?.maxLimitRequestRatio,
      })),
    },
    objects: contributions.flatMap(
      ({ contribution }) => contribution.objects ?? [],
    ),
  };
}

function merge(
  contributions: readonly NamedContribution[],
  what: string,
  read: (contribution: PolicyPackContribution) => Record<string, string>,
): Record<string, string> {
  const merged: Record<string, string> = {};
  const givenBy: Record<string, string> = {};
  for (const { pack, contribution } of contributions) {
    for (const [key, value] of Object.entries(read(contribution))) {
      if (key in givenBy && merged[key] !== value) {
        throw new ConflictError(
          `Expected one value of ${what} "${key}", got "${merged[key]}" from policy pack ${givenBy[key]} and "${value}" from ${pack}; do not list both in one class`,
        );
      }
      merged[key] = value;
      givenBy[key] = pack;
    }
  }
  return merged;
}

import { LABEL_TEAM } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { LABEL_SHARED } from '../manifests/names';
import { baselineSecurity } from './baselineSecurity';
import { namespacesWith, networkPolicy } from './networkPolicies';
import { PolicyPack } from './PolicyPack';

export const sharedServices: PolicyPack = {
  name: 'shared-services',
  version: '1',
  description:
    "Baseline security, and the team's environments may call this one and it them",
  contribute: context => {
    const baseline = baselineSecurity.contribute(context);
    const team = namespacesWith({ [LABEL_TEAM]: context.request.team });
    return {
      ...baseline,
      namespaceLabels: { ...baseline.namespaceLabels, [LABEL_SHARED]: 'true' },
      objects: [
        ...(baseline.objects ?? []),
        ...context.namespaces.map(({ name: namespace }) =>
          networkPolicy({
            name: 'allow-team',
            namespace,
            ingress: [{ from: [team] }],
            // The baseline closes egress; without this half two services of the team could not reach each other.
            egress: [{ to: [team] }],
          }),
        ),
      ],
    };
  },
  targetObjects: () => [],
};

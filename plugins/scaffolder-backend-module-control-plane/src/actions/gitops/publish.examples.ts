import { exampleOf } from '../../exampleOf';

export const examples = [
  exampleOf('Add manifests that earlier steps made to an environment', {
    id: 'publish',
    name: 'Submit the manifests',
    action: 'control-plane:gitops:publish',
    input: {
      requestId: '${{ steps.environment.output.requestId }}',
      sourcePath: './manifests',
      reason: 'Add the nightly job',
    },
  }),
];

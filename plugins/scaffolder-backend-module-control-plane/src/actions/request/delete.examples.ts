import { exampleOf } from '../../exampleOf';

export const examples = [
  exampleOf('Tear an environment down', {
    id: 'remove',
    name: 'Tear it down',
    action: 'control-plane:request:delete',
    input: {
      requestId: '${{ parameters.requestId }}',
      reason: 'The review is done',
    },
  }),
];

import { exampleOf } from '../../exampleOf';

export const examples = [
  exampleOf('Keep an environment for one more day', {
    id: 'extend',
    name: 'Keep it for a day',
    action: 'control-plane:request:extend',
    input: {
      requestId: '${{ parameters.requestId }}',
      hours: 24,
      reason: 'The review takes longer',
    },
  }),
];

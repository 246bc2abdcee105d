import { exampleOf } from '../../exampleOf';

const action = 'control-plane:request:wait';

export const examples = [
  exampleOf('Wait until an environment is ready', {
    id: 'wait',
    name: 'Wait until it is ready',
    action,
    input: { requestId: '${{ steps.environment.output.requestId }}' },
  }),
  exampleOf('Wait until a change is in force, approval included', {
    id: 'wait',
    name: 'Wait for the change',
    action,
    input: {
      requestId: '${{ steps.change.output.requestId }}',
      generation: '${{ steps.change.output.generation }}',
      timeoutSeconds: 1800,
      waitForApproval: true,
    },
  }),
  exampleOf('Wait until an environment is gone', {
    id: 'wait',
    name: 'Wait until it is gone',
    action,
    input: { requestId: 'req-0123456789abcdef', phase: 'deleted' },
  }),
];

import { exampleOf } from '../../exampleOf';

const action = 'control-plane:request:update';

export const examples = [
  exampleOf('Deliver another version of the application', {
    id: 'change',
    name: 'Deliver another version',
    action,
    input: {
      requestId: '${{ parameters.requestId }}',
      source: {
        url: 'https://git.example.com/payments/checkout.git',
        ref: 'v1.5.0',
        path: 'deploy',
      },
      reason: 'Release 1.5',
    },
  }),
  exampleOf('Move a request to the newest revision of its class', {
    id: 'change',
    name: 'Take up the newest class',
    action,
    input: { requestId: 'req-0123456789abcdef', classRevision: 'current' },
  }),
];

import { exampleOf } from '../../exampleOf';

const action = 'control-plane:request:create';

export const examples = [
  exampleOf('Ask for a preview', {
    id: 'environment',
    name: 'Ask for a preview',
    action,
    input: {
      class: 'preview',
      team: '${{ parameters.team }}',
      app: '${{ parameters.app }}',
      region: 'us-east-1',
      leaseHours: 24,
    },
  }),
  exampleOf('Ask for an environment that runs a folder of a repository', {
    id: 'environment',
    name: 'Ask for production',
    action,
    input: {
      class: 'production',
      team: 'payments',
      app: 'checkout',
      region: 'us-east-1',
      source: {
        url: 'https://git.example.com/payments/checkout.git',
        ref: 'v1.4.0',
        path: 'deploy',
      },
      parameters: { changeTicket: 'CHG-1042' },
      reason: 'Launch',
    },
  }),
  exampleOf('Ask for an environment of a component that was just registered', {
    id: 'environment',
    name: 'Ask for a preview',
    action,
    input: {
      class: 'preview',
      team: 'payments',
      app: '${{ steps.register.output.entityRef }}',
      region: 'us-east-1',
      waitForComponent: 180,
      componentLocation: '${{ steps.register.output.catalogInfoUrl }}',
    },
  }),
];

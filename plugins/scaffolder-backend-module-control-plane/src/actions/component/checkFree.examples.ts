import { exampleOf } from '../../exampleOf';

export const examples = [
  exampleOf('Fail before anything is made when the name is taken', {
    id: 'free',
    name: 'Look whether the name is free',
    action: 'control-plane:component:check-free',
    input: { app: '${{ parameters.app }}' },
  }),
];

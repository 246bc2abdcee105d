import { exampleOf } from '../../exampleOf';

const action = 'control-plane:classes:list';

export const examples = [
  exampleOf('List the classes', { id: 'classes', name: 'List', action }),
  exampleOf('List the classes of one region', {
    id: 'classes',
    name: 'List',
    action,
    input: { region: 'us-east-1' },
  }),
];

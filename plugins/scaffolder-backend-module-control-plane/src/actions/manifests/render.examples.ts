import { exampleOf } from '../../exampleOf';

export const examples = [
  exampleOf('Write the manifests of a preview into the workspace', {
    id: 'render',
    name: 'Render a preview',
    action: 'control-plane:manifests:render',
    input: {
      class: 'preview',
      team: 'payments',
      app: 'checkout',
      region: 'us-east-1',
      targetPath: './preview',
    },
  }),
];

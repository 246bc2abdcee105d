import { oneOf, text } from './flagTypes';

export const OUTPUT_FORMATS = ['table', 'json', 'yaml'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/** Flags that every command takes. */
export const globalFlags = {
  output: {
    type: oneOf('--output', OUTPUT_FORMATS),
    alias: 'o',
    description: 'Format of the result: table (default), json or yaml',
    placeholder: '<format>',
  },
  url: {
    type: text('--url'),
    description:
      'Address of the Backstage backend; else CONTROL_PLANE_URL, else the configuration file',
    placeholder: '<url>',
  },
  token: {
    type: text('--token'),
    description:
      'Token to send; other users of the machine can see it, prefer the others',
    placeholder: '<token>',
  },
  tokenFile: {
    type: text('--token-file'),
    description:
      'File with the token; else CONTROL_PLANE_TOKEN, else the configuration file',
    placeholder: '<file>',
  },
  help: {
    type: Boolean,
    alias: 'h',
    description: 'Show this help',
  },
} as const;

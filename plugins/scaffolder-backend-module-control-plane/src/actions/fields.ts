import { REQUEST_PHASES } from '@platform-control-plane/backstage-plugin-control-plane-common';
import type { z } from 'zod/v3';

type Zod = typeof z;

// Forms and editors show these texts. What the values may be is decided by the control plane, in one place and in the same words for everybody: here
// stands only what a template can get wrong in YAML.

const sourceField = (zod: Zod) =>
  zod.object({
    url: zod
      .string({ description: 'Address of the repository, https or ssh' })
      .optional(),
    ref: zod.string({ description: 'Branch, tag or commit' }).optional(),
    path: zod
      .string({
        description:
          'Folder of Kubernetes manifests that is delivered into the environment; without it the repository is only recorded',
      })
      .optional(),
  });

const labelsField = (zod: Zod) =>
  zod.record(zod.string(), {
    description: 'Labels of the request, e.g. a cost centre',
  });

const parametersField = (zod: Zod) =>
  zod.record(zod.any(), {
    description: "Values for the class's own parameters",
  });

export const reasonField = (zod: Zod) =>
  zod.string({ description: 'Why, for whoever approves' }).optional();

export const requestIdField = (zod: Zod) =>
  zod
    .string({ description: 'Id of the request, as `create` put it out' })
    .regex(/^req-[0-9a-f]{16}$/, {
      message: 'expected a request id: "req-" and 16 hex digits',
    });

/** What an environment is asked for with. */
export const environmentFields = {
  class: (zod: Zod) => zod.string({ description: 'Name of the class' }),
  team: (zod: Zod) =>
    zod.string({
      description: 'Group that owns the environment: its name or reference',
    }),
  app: (zod: Zod) =>
    zod.string({
      description:
        'Component that the environment is for: its name or reference',
    }),
  region: (zod: Zod) =>
    zod.string({ description: 'One of the regions of the class' }),
  leaseHours: (zod: Zod) =>
    zod
      .number({ description: "Hours to live; the class's default when absent" })
      .int()
      .optional(),
  owner: (zod: Zod) =>
    zod
      .string({
        description:
          'User or Group to ask about it; whoever starts the task when absent',
      })
      .optional(),
  source: (zod: Zod) =>
    sourceField(zod)
      .describe("The application's repository")
      .nullable()
      .optional(),
  labels: (zod: Zod) => labelsField(zod).optional(),
  parameters: (zod: Zod) => parametersField(zod).optional(),
  reason: reasonField,
};

/** What may be changed of an environment; absent fields stay as they are. */
export const changeFields = {
  owner: environmentFields.owner,
  source: (zod: Zod) =>
    sourceField(zod)
      .describe("The application's repository; null takes it away")
      .nullable()
      .optional(),
  labels: environmentFields.labels,
  parameters: environmentFields.parameters,
  classRevision: (zod: Zod) =>
    zod
      .literal('current', {
        description: '`current` moves to the newest revision of the class',
      })
      .optional(),
  reason: reasonField,
};

/** What every action on a request puts out. */
export const requestOutputs = {
  requestId: (zod: Zod) => zod.string({ description: 'Id of the request' }),
  generation: (zod: Zod) =>
    zod.number({
      description: 'Number of the revision that was asked for, for `wait`',
    }),
  phase: (zod: Zod) => zod.enum(REQUEST_PHASES),
  requestUrl: (zod: Zod) =>
    zod.string({ description: "Path of the request's page in the app" }),
  approvalRequired: (zod: Zod) =>
    zod.boolean({ description: 'Whether it waits for a person to say yes' }),
  entityRef: (zod: Zod) =>
    zod
      .string({
        description: 'The environment in the catalog, when it is there already',
      })
      .optional(),
};

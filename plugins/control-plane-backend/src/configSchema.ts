import {
  environmentClassSpecSchema,
  labelSchema,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { z } from 'zod';
import { locationRuleProblem } from './services/LocationRules';

/** A whole number, also as the text that a substituted environment variable is. */
const wholeNumber = (options: { min: number; max: number }) =>
  z.preprocess(
    value =>
      typeof value === 'string' && /^\d{1,15}$/.test(value)
        ? Number(value)
        : value,
    z.int().min(options.min).max(options.max),
  );

const destinationSchema = z
  .strictObject({
    server: z.string().min(1).max(500).optional(),
    name: z.string().min(1).max(253).optional(),
    kubeConfigSecret: z
      .strictObject({ name: labelSchema, key: z.string().max(253).optional() })
      .optional(),
  })
  .default({});

const targetSchema = z.strictObject({
  name: labelSchema,
  region: labelSchema,
  repository: labelSchema,
  delivery: z.enum(['argocd', 'fluxcd']),
  deliveryRepositoryUrl: z.string().min(1).max(500),
  destination: destinationSchema,
  deliveryNamespace: labelSchema.optional(),
  repositorySecret: labelSchema.optional(),
  project: labelSchema.optional(),
});

const repositorySchema = z.strictObject({
  url: z.string().min(1).max(1000),
  branch: z.string().min(1).max(200).default('main'),
  allowInsecure: z.boolean().default(false),
  pushesPerMinute: wholeNumber({ min: 1, max: 600 }).optional(),
  credentials: z
    .strictObject({
      username: z.string().max(200).optional(),
      token: z.string().min(1).optional(),
      sshPrivateKeyFile: z.string().min(1).optional(),
      sshKnownHostsFile: z.string().min(1).optional(),
    })
    .refine(
      ({ token, sshPrivateKeyFile, sshKnownHostsFile }) =>
        token === undefined
          ? sshPrivateKeyFile !== undefined && sshKnownHostsFile !== undefined
          : sshPrivateKeyFile === undefined && sshKnownHostsFile === undefined,
      {
        error:
          'either token (with username, if the host wants one), or sshPrivateKeyFile and sshKnownHostsFile',
      },
    )
    .optional(),
});

const queueSchema = z
  .strictObject({
    workers: wholeNumber({ min: 1, max: 2000 }).default(32),
    batch: wholeNumber({ min: 1, max: 1000 }).default(50),
    maxAttempts: wholeNumber({ min: 1, max: 100 }).default(10),
    leaseSeconds: wholeNumber({ min: 5, max: 3600 }).default(30),
    pollMilliseconds: wholeNumber({ min: 100, max: 60_000 }).default(1000),
    backoffSeconds: wholeNumber({ min: 1, max: 3600 }).default(2),
    maxBackoffSeconds: wholeNumber({ min: 1, max: 86_400 }).default(600),
    retentionDays: wholeNumber({ min: 1, max: 3650 }).default(30),
    maxRunningPerTarget: wholeNumber({ min: 1, max: 1000 }).optional(),
    shutdownSeconds: wholeNumber({ min: 0, max: 600 }).default(20),
  })
  .prefault({});

const gitSchema = z
  .strictObject({
    authorName: z.string().min(1).max(200).default('Platform Control Plane'),
    authorEmail: z
      .string()
      .min(3)
      .max(200)
      .default('control-plane@localhost.localdomain'),
    cacheDirectory: z.string().min(1).optional(),
    timeoutSeconds: wholeNumber({ min: 1, max: 3600 }).default(60),
    signing: z
      .discriminatedUnion('format', [
        z.strictObject({
          format: z.literal('ssh'),
          privateKeyFile: z.string().min(1),
        }),
        z.strictObject({
          format: z.literal('openpgp'),
          keyId: z.string().min(1).max(200),
          gnupgHome: z.string().min(1),
        }),
      ])
      .optional(),
  })
  .prefault({});

const locationsSchema = z
  .array(
    z
      .string()
      .min(1)
      .max(1000)
      .superRefine((rule, context) => {
        const expected = locationRuleProblem(rule);
        if (expected) {
          context.addIssue({ code: 'custom', message: expected });
        }
      }),
  )
  .max(500);

const catalogSchema = z
  .strictObject({
    classLocations: locationsSchema.default([]),
    requestLocations: locationsSchema.optional(),
    lookSeconds: wholeNumber({ min: 1, max: 3600 }).default(30),
    removalGraceSeconds: wholeNumber({ min: 0, max: 604_800 }).default(300),
    holdMassRemoval: z.boolean().default(true),
  })
  .prefault({});

/** The shape of `controlPlane` in app-config. */
export const controlPlaneConfigSchema = z.strictObject({
  classes: z.array(environmentClassSpecSchema).max(200).default([]),
  defaultClasses: z.boolean().default(true),
  repositories: z.record(labelSchema, repositorySchema),
  targets: z.array(targetSchema).min(1).max(500),
  queue: queueSchema,
  git: gitSchema,
  resyncSeconds: wholeNumber({ min: 10, max: 86_400 }).default(300),
  expirySeconds: wholeNumber({ min: 5, max: 3600 }).default(30),
  catalogCacheSeconds: wholeNumber({ min: 0, max: 60 }).default(30),
  catalog: catalogSchema,
  // Read by `readRoleGrants`, which both this plugin and the role policy use.
  roles: z.unknown().optional(),
  visibility: z.unknown().optional(),
});
export type ControlPlaneConfigShape = z.output<typeof controlPlaneConfigSchema>;

import { z } from 'zod';
import { REVISION_ACTIONS } from '../phases';
import { lazySchema } from '../validation/lazySchema';
import {
  costSchema,
  instantSchema,
  jsonValueSchema,
  labelSchema,
  leaseHoursSchema,
  sha256Schema,
  textSchema,
} from './primitives';

const uniqueLabels = (max: number) =>
  z
    .array(labelSchema)
    .max(max)
    .refine(values => new Set(values).size === values.length, {
      error: 'entries that differ from each other',
    });

/** What happens when a lease ends: tear down, or tell owners and approvers and remove nothing. */
export const EXPIRY_ACTIONS = ['delete', 'review'] as const;

/** What may be requested. An operator writes it; every change makes a new, immutable revision of the class. */
export const environmentClassSpecSchema = lazySchema(() =>
  z
    .strictObject({
      name: labelSchema,
      title: textSchema({ min: 1, max: 80 }),
      description: textSchema({ max: 1000, lines: 'many' }).default(''),
      /** What the class makes, e.g. `environment`. */
      kind: labelSchema.default('environment'),
      regions: uniqueLabels(50).min(1),
      approval: z
        .strictObject({
          /** Actions that need a person's yes. The others are approved by policy. */
          requiredFor: z
            .array(z.enum(REVISION_ACTIONS))
            .max(REVISION_ACTIONS.length)
            .default([]),
        })
        .default({ requiredFor: [] }),
      lease: z.strictObject({
        defaultHours: leaseHoursSchema,
        /** Cap of the whole lease, from the first publication on, extensions included. */
        maxHours: leaseHoursSchema,
        onExpiry: z.enum(EXPIRY_ACTIONS),
      }),
      /** Roles of the request's namespaces; the first is the application's own. */
      namespaces: uniqueLabels(10).min(1),
      quotaProfile: labelSchema,
      policyPacks: uniqueLabels(20).default([]),
      cost: costSchema.strict(),
      publishing: z
        .strictObject({ mode: z.enum(['direct']).default('direct') })
        .default({ mode: 'direct' }),
      drift: z
        .strictObject({
          /** `repair` publishes the approved manifests again over a foreign edit; `report` only shows it. */
          onForeignEdit: z.enum(['report', 'repair']).default('report'),
        })
        .default({ onForeignEdit: 'report' }),
    })
    .refine(spec => spec.lease.defaultHours <= spec.lease.maxHours, {
      path: ['lease', 'defaultHours'],
      error: 'no more than lease.maxHours',
    }),
);
export type EnvironmentClassSpec = z.output<typeof environmentClassSpecSchema>;
export type EnvironmentClassSpecInput = z.input<
  typeof environmentClassSpecSchema
>;

/** The immutable revision of a class that a request pins. */
export const classRefSchema = lazySchema(() =>
  z.object({
    name: labelSchema,
    /** Counts up with each change of the class. */
    revision: z.int().min(1),
    /** Digest of the spec. */
    digest: sha256Schema,
  }),
);
export type ClassRef = z.infer<typeof classRefSchema>;

export const environmentClassSchema = lazySchema(() =>
  z.object({
    ...environmentClassSpecSchema.shape,
    revision: z.int().min(1),
    digest: sha256Schema,
    /** Who defined it, in order of precedence. */
    origin: z.enum(['config', 'catalog', 'default']),
    /** JSON Schema (2020-12) of `parameters`. */
    parametersSchema: z.record(z.string(), jsonValueSchema),
    createdAt: instantSchema,
  }),
);
export type EnvironmentClass = z.infer<typeof environmentClassSchema>;

import { z } from 'zod';
import { REVISION_ACTIONS } from '../phases';
import { lazySchema } from '../validation/lazySchema';
import { classRefSchema } from './environmentClass';
import {
  costSchema,
  generationSchema,
  instantSchema,
  labelSchema,
  requestIdSchema,
  sha256Schema,
} from './primitives';
import { fileDiffSchema, manifestSchema } from './revision';

export const findingSchema = lazySchema(() =>
  z.object({
    rule: z.string(),
    severity: z.enum(['info', 'warning', 'error']),
    /** The field or file it speaks of. */
    path: z.string(),
    message: z.string(),
    remedy: z.string(),
  }),
);
export type Finding = z.infer<typeof findingSchema>;

/** What a revision would do. */
export const planSchema = lazySchema(() =>
  z.object({
    /** Covers what is decided on, and nothing that moves by itself. */
    digest: sha256Schema,
    requestId: requestIdSchema,
    generation: generationSchema,
    action: z.enum(REVISION_ACTIONS),
    class: classRefSchema,
    team: labelSchema,
    app: labelSchema,
    region: labelSchema,
    target: labelSchema,
    namespaces: z.array(z.string()),
    path: z.string(),
    manifests: z.array(manifestSchema),
    cost: costSchema,
    lease: z.object({
      /** Hours of the whole lease; for an extension, the hours that it adds. */
      hours: z.int().min(0),
      /** When the lease would end if the revision took effect now. */
      expiresAt: instantSchema.optional(),
    }),
    approval: z.object({ required: z.boolean(), rule: z.string() }),
    /** Against the branch as it is now. Not part of the digest. */
    changes: z.discriminatedUnion('type', [
      z.object({
        type: z.literal('compared'),
        head: z.string(),
        files: z.array(fileDiffSchema),
      }),
      z.object({ type: z.literal('unavailable'), message: z.string() }),
      /** The revision writes no file. */
      z.object({ type: z.literal('untouched') }),
    ]),
    findings: z.array(findingSchema),
    /** When changes and findings were looked at. */
    observedAt: instantSchema,
  }),
);
export type Plan = z.infer<typeof planSchema>;

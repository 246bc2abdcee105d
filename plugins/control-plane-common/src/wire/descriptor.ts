import { z } from 'zod';
import { DESCRIPTOR_KINDS } from '../descriptor/descriptorSchemas';
import { REQUEST_PHASES } from '../phases';
import { lazySchema } from '../validation/lazySchema';
import { pageQueryShape, pageSchema } from './page';
import { instantSchema, requestIdSchema } from './primitives';

/**
 * What became of a descriptor.
 *
 * - `accepted`: the class is offered, or the request is as the descriptor says.
 * - `refused`: the problems say why. What was accepted before stays in force.
 * - `removed`: it left the catalog. The class is not offered any more, or a person is asked to approve the teardown.
 */
export const DESCRIPTOR_STATES = ['accepted', 'refused', 'removed'] as const;

/** What the control plane made of a descriptor in the catalog. */
export const descriptorSchema = lazySchema(() =>
  z.object({
    /** Entity reference of the descriptor. */
    entityRef: z.string(),
    kind: z.enum(DESCRIPTOR_KINDS),
    state: z.enum(DESCRIPTOR_STATES),
    /** Location that the descriptor was read from. */
    location: z.string(),
    /** What is wrong, each in one sentence; empty unless refused. */
    problems: z.array(z.string()),
    /** The request that it made last. */
    requestId: requestIdSchema.optional(),
    requestPhase: z.enum(REQUEST_PHASES).optional(),
    /** Since when it is absent from the catalog, while nothing has been done about that. */
    missingSince: instantSchema.optional(),
    firstSeenAt: instantSchema,
    changedAt: instantSchema,
  }),
);
export type DescriptorStatus = z.infer<typeof descriptorSchema>;

/** The last look at the catalog's descriptors. */
export const descriptorLookSchema = lazySchema(() =>
  z.object({
    at: instantSchema,
    /** `held`: so many descriptors were absent at once that none was taken as removed. `failed`: the catalog could not be read. */
    result: z.enum(['complete', 'held', 'failed']),
    message: z.string(),
  }),
);
export type DescriptorLookStatus = z.infer<typeof descriptorLookSchema>;

export const listDescriptorsQuerySchema = lazySchema(() =>
  z.strictObject({
    ...pageQueryShape,
    entityRef: z.string().min(1).max(200).optional(),
    kind: z.enum(DESCRIPTOR_KINDS).optional(),
    state: z.enum(DESCRIPTOR_STATES).optional(),
  }),
);
export type ListDescriptorsQuery = z.input<typeof listDescriptorsQuerySchema>;

export const descriptorPageSchema = lazySchema(() =>
  pageSchema(descriptorSchema).extend({
    /** Absent before the first look. */
    look: descriptorLookSchema.optional(),
  }),
);
export type DescriptorPage = z.infer<typeof descriptorPageSchema>;

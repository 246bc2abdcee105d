import { z } from 'zod';
import { REVISION_ACTIONS } from '../phases';
import { lazySchema } from '../validation/lazySchema';
import { pageQueryShape } from './page';
import {
  generationSchema,
  instantSchema,
  labelSchema,
  requestIdSchema,
  sha256Schema,
} from './primitives';

export const DECISIONS = ['approve', 'reject'] as const;

/** One decision on one revision's plan digest. */
export const approvalSchema = lazySchema(() =>
  z.object({
    id: z.string(),
    generation: generationSchema,
    decision: z.enum(DECISIONS),
    /** Entity reference of a user, or `policy:<rule>`. */
    decidedBy: z.string(),
    planDigest: sha256Schema,
    comment: z.string(),
    decidedAt: instantSchema,
  }),
);
export type Approval = z.infer<typeof approvalSchema>;

/** A decision among those on many requests, with what it was about. */
export const decisionSchema = lazySchema(() =>
  approvalSchema.extend({
    requestId: requestIdSchema,
    team: labelSchema,
    app: labelSchema,
    /** What the revision asked for. */
    action: z.enum(REVISION_ACTIONS),
  }),
);
export type Decision = z.infer<typeof decisionSchema>;

export const listDecisionsQuerySchema = lazySchema(() =>
  z.strictObject({
    ...pageQueryShape,
    team: labelSchema.optional(),
    app: labelSchema.optional(),
    requestId: requestIdSchema.optional(),
    /** Leaves out what a rule of the policy decided. */
    byPeople: z.stringbool().optional(),
  }),
);
export type ListDecisionsQuery = z.input<typeof listDecisionsQuerySchema>;

import { z } from 'zod';
import { lazySchema } from '../validation/lazySchema';
import { pageQueryShape } from './page';
import { labelSchema, requestIdSchema } from './primitives';
import { environmentRequestSchema } from './request';
import { revisionSchema } from './revision';

/** A revision that waits for a person. */
export const pendingApprovalSchema = lazySchema(() =>
  z.object({
    request: environmentRequestSchema,
    revision: revisionSchema,
    /** Whether the caller may decide on it. */
    mayDecide: z.boolean(),
    /** Why not, in words for the caller. */
    reason: z.string().optional(),
  }),
);
export type PendingApproval = z.infer<typeof pendingApprovalSchema>;

export const listApprovalsQuerySchema = lazySchema(() =>
  z.strictObject({
    ...pageQueryShape,
    /** `decidable`, the default: those that the caller may decide on; `visible`: all that the caller may see. */
    scope: z.enum(['decidable', 'visible']).optional(),
    team: labelSchema.optional(),
    app: labelSchema.optional(),
    requestId: requestIdSchema.optional(),
  }),
);
export type ListApprovalsQuery = z.input<typeof listApprovalsQuerySchema>;

export const approvalCountSchema = lazySchema(() =>
  z.object({
    /** How many revisions the caller may decide on now. */
    decidable: z.int().min(0),
  }),
);
export type ApprovalCount = z.infer<typeof approvalCountSchema>;

import { z } from 'zod';
import { generationSchema, instantSchema, sha256Schema } from './primitives';

export const DECISIONS = ['approve', 'reject'] as const;

/** One decision on one revision's plan digest. */
export const approvalSchema = z.object({
  id: z.string(),
  generation: generationSchema,
  decision: z.enum(DECISIONS),
  /** Entity reference of a user, or `policy:<rule>`. */
  decidedBy: z.string(),
  planDigest: sha256Schema,
  comment: z.string(),
  decidedAt: instantSchema,
});
export type Approval = z.infer<typeof approvalSchema>;

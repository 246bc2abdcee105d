import { z } from 'zod';
import { lazySchema } from '../validation/lazySchema';
import { generationSchema, labelSchema } from './primitives';

/** Where a right counts; an absent member means anywhere. */
export const callerScopeSchema = lazySchema(() =>
  z.object({
    teams: z.array(labelSchema).optional(),
    classes: z.array(labelSchema).optional(),
    regions: z.array(labelSchema).optional(),
  }),
);
export type CallerScope = z.infer<typeof callerScopeSchema>;

/** What the caller may do, so that a page offers that and nothing else. */
export const callerSchema = lazySchema(() =>
  z.object({
    /** Entity reference of a user, or subject of a service. */
    subject: z.string(),
    roles: z.array(z.enum(['viewer', 'requester', 'approver', 'admin'])),
    /** Where the caller may ask for something new; empty means nowhere. */
    create: z.array(callerScopeSchema),
    /** Whether there can be revisions that the caller may decide on. */
    mayDecide: z.boolean(),
    /** Queue, targets and lanes. */
    operations: z.enum(['none', 'read', 'manage']),
    /** Whether the caller may read who did what, on any request at all. */
    mayReadAudit: z.boolean(),
  }),
);
export type CallerRights = z.infer<typeof callerSchema>;

/** What one may ask of a request that exists. */
export const REQUEST_ACTIONS = [
  'update',
  'extend',
  'delete',
  'approve',
  'reject',
  'withdraw',
  'reconcile',
] as const;
export type RequestAction = (typeof REQUEST_ACTIONS)[number];

/** Whether the caller may take an action on a request as it stands, and why not. */
export const requestActionSchema = lazySchema(() =>
  z.object({
    action: z.enum(REQUEST_ACTIONS),
    /** The open revision that approve, reject and withdraw speak of. */
    generation: generationSchema.optional(),
    allowed: z.boolean(),
    /** In words for the caller; present when it is not allowed. */
    reason: z.string().optional(),
  }),
);
export type RequestActionVerdict = z.infer<typeof requestActionSchema>;

import { z } from 'zod';
import { REVISION_ACTIONS, REVISION_SLOTS, REVISION_STATES } from '../phases';
import { lazySchema } from '../validation/lazySchema';
import { approvalSchema } from './approval';
import { classRefSchema } from './environmentClass';
import {
  costSchema,
  generationSchema,
  instantSchema,
  jsonValueSchema,
  requestIdSchema,
  sha256Schema,
  sourceSchema,
} from './primitives';

export const revisionSummarySchema = lazySchema(() =>
  z.object({
    generation: generationSchema,
    slot: z.enum(REVISION_SLOTS),
    action: z.enum(REVISION_ACTIONS),
    state: z.enum(REVISION_STATES),
    planDigest: sha256Schema,
    requestedBy: z.string(),
    requestedAt: instantSchema,
  }),
);
export type RevisionSummary = z.infer<typeof revisionSummarySchema>;

/** One proposed desired state of a request. */
export const revisionSchema = lazySchema(() =>
  z.object({
    ...revisionSummarySchema.shape,
    requestId: requestIdSchema,
    class: classRefSchema,
    reason: z.string(),
    source: sourceSchema.optional(),
    owner: z.string(),
    labels: z.record(z.string(), z.string()),
    parameters: z.record(z.string(), jsonValueSchema),
    /** Names of the files that the team added to what the class renders; absent when there are none. */
    extraManifests: z.array(z.string()).optional(),
    /** Length of the whole lease for a create; the hours that are added for an extend. */
    leaseHours: z.int().min(0),
    cost: costSchema,
    /** Which rule asks for a person, or which one approves by policy. */
    approvalRule: z.string(),
    approvals: z.array(approvalSchema),
    /** Why it ended, for rejected, withdrawn and superseded ones. */
    endedReason: z.string().optional(),
    endedAt: instantSchema.optional(),
    effectiveAt: instantSchema.optional(),
  }),
);
export type Revision = z.infer<typeof revisionSchema>;

export const manifestSchema = lazySchema(() =>
  z.object({
    path: z.string(),
    digest: sha256Schema,
    content: z.string(),
  }),
);
export type Manifest = z.infer<typeof manifestSchema>;

export const FILE_CHANGES = ['added', 'modified', 'removed'] as const;

/** One file that differs between two states, as a unified diff. */
export const fileDiffSchema = lazySchema(() =>
  z.object({
    path: z.string(),
    change: z.enum(FILE_CHANGES),
    diff: z.string(),
  }),
);
export type FileDiff = z.infer<typeof fileDiffSchema>;

export const revisionDiffSchema = lazySchema(() =>
  z.object({
    /** 0 stands for nothing at all. */
    from: z.int().min(0),
    to: generationSchema,
    files: z.array(fileDiffSchema),
  }),
);
export type RevisionDiff = z.infer<typeof revisionDiffSchema>;

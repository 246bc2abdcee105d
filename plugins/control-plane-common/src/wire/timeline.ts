import { z } from 'zod';
import { REVISION_ACTIONS } from '../phases';
import { lazySchema } from '../validation/lazySchema';
import { generationSchema, instantSchema } from './primitives';

/** The stations of a revision from the wish to the effect, in order. */
export const TIMELINE_STEPS = [
  'requested',
  'approval',
  'queued',
  'published',
  'in_force',
] as const;
export type TimelineStep = (typeof TIMELINE_STEPS)[number];

export const TIMELINE_STATES = [
  'done',
  'running',
  'waiting',
  'failed',
  /** Not reached yet. */
  'ahead',
  /** Never reached: the revision ended before. */
  'skipped',
] as const;
export type TimelineState = (typeof TIMELINE_STATES)[number];

/** Why a station is not behind us. */
export const waitSchema = lazySchema(() =>
  z.object({
    /** On what, in words. */
    what: z.string(),
    /** On whom: entity references, `group:default/change-approvers` or `system:queue`. */
    whom: z.array(z.string()),
    since: instantSchema,
    /** When it is looked at or tried again, if that is known. */
    next: instantSchema.optional(),
    /** What a person can do. */
    advice: z.string().optional(),
  }),
);
export type Wait = z.infer<typeof waitSchema>;

export const timelineEntrySchema = lazySchema(() =>
  z.object({
    step: z.enum(TIMELINE_STEPS),
    state: z.enum(TIMELINE_STATES),
    startedAt: instantSchema.optional(),
    finishedAt: instantSchema.optional(),
    /** Who did it: an entity reference, `policy:<rule>` or `system:<part>`. */
    actor: z.string().optional(),
    message: z.string(),
    wait: waitSchema.optional(),
    links: z.array(
      z.object({
        kind: z.enum(['revision', 'approval', 'job', 'commit', 'pull_request']),
        /** Generation, job id or commit. */
        ref: z.string(),
        /** Address in the forge, where there is one. */
        url: z.string().optional(),
      }),
    ),
  }),
);
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** One revision's way from request to effect on one line of time. */
export const timelineSchema = lazySchema(() =>
  z.object({
    generation: generationSchema,
    action: z.enum(REVISION_ACTIONS),
    entries: z.array(timelineEntrySchema),
  }),
);
export type Timeline = z.infer<typeof timelineSchema>;

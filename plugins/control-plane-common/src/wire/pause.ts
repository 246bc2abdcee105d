import { z } from 'zod';
import { lazySchema } from '../validation/lazySchema';
import {
  entityRefOrNameSchema,
  instantSchema,
  labelSchema,
  textSchema,
} from './primitives';

/** What can be paused: all jobs of a kind, of a team, or for a target. */
export const PAUSE_SCOPES = ['kind', 'team', 'target'] as const;

/** Jobs that no worker takes up for the time, as an operator wants it. What runs already goes on. */
export const pauseSchema = lazySchema(() =>
  z.object({
    scope: z.enum(PAUSE_SCOPES),
    name: z.string(),
    /** Why, in the words of whoever paused it last. */
    reason: z.string(),
    /** Entity reference or service subject of whoever gave the reason. */
    pausedBy: z.string(),
    /** Since when; a new reason leaves it as it is. */
    pausedAt: instantSchema,
  }),
);
export type Pause = z.infer<typeof pauseSchema>;

/** A pause and how much it holds up now. */
export const heldPauseSchema = lazySchema(() =>
  pauseSchema.extend({
    /** Jobs that wait and that the pause is about, due or not. */
    jobs: z.int().min(0),
  }),
);
export type HeldPause = z.infer<typeof heldPauseSchema>;

export const pauseBodySchema = lazySchema(() =>
  z.strictObject({
    scope: z.enum(PAUSE_SCOPES),
    /** Kind of jobs, team, or name of a target. */
    name: entityRefOrNameSchema,
    /** Why, for whoever looks at what waits. */
    reason: textSchema({ min: 1, max: 1000, lines: 'many' }),
  }),
);
export type PauseBody = z.input<typeof pauseBodySchema>;

/** What names one pause. */
export const pauseNameSchema = lazySchema(() =>
  z.strictObject({
    scope: z.enum(PAUSE_SCOPES),
    name: labelSchema,
  }),
);

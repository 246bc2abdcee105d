import { z } from 'zod';
import { lazySchema } from '../validation/lazySchema';
import { jobWaitSchema } from './operations';
import { instantSchema } from './primitives';

/** The queue as a whole. */
export const workQueueSchema = lazySchema(() =>
  z.object({
    observedAt: instantSchema,
    kinds: z.array(
      z.object({
        kind: z.string(),
        /** Could run now. */
        due: z.int().min(0),
        /** Could run now, were it not paused. */
        paused: z.int().min(0),
        /** Wait for a later instant or for something outside. */
        delayed: z.int().min(0),
        running: z.int().min(0),
        /** Died, and no later job of their kind and key followed. */
        dead: z.int().min(0),
        /** How long the oldest due job that is not paused has been waiting. */
        oldestDueSeconds: z.number().min(0).optional(),
      }),
    ),
    /** Teams that have jobs in the queue, `system` among them, the one with the most waiting first, at most 50. */
    teams: z.array(
      z.object({
        team: z.string(),
        waiting: z.int().min(0),
        running: z.int().min(0),
      }),
    ),
  }),
);
export type WorkQueue = z.infer<typeof workQueueSchema>;

/** The one way of publications into a branch. */
export const publishLaneSchema = lazySchema(() =>
  z.object({
    repository: z.string(),
    branch: z.string(),
    pending: z.int().min(0),
    failing: z.int().min(0),
    oldestPendingAt: instantSchema.optional(),
    /** Until when a process holds the lane; absent when none does. */
    heldUntil: instantSchema.optional(),
    /** Process that holds the lane, and since when. */
    heldBy: z.string().optional(),
    heldSince: instantSchema.optional(),
    /** Why the lane does not push now although something is pending, e.g. for the push budget of its host. */
    wait: jobWaitSchema.optional(),
    /** When a push is due next, if one is. */
    nextAttemptAt: instantSchema.optional(),
    /**
     * The job that died or was cancelled while something was pending. Nothing is pushed until it is replayed, or until the
     * next publication or resync begins a new one.
     */
    stopped: z
      .object({
        jobId: z.string(),
        state: z.enum(['dead', 'cancelled']),
        /** Why it died. */
        message: z.string().optional(),
      })
      .optional(),
    /** Pushes a minute that its host is given; absent when it has no limit. */
    pushesPerMinute: z.number().min(0).optional(),
    lastPublishedAt: instantSchema.optional(),
    /** What failed last of that which still waits; else what failed last, unless something was published since. */
    lastFailure: z
      .object({ message: z.string(), advice: z.string(), at: instantSchema })
      .optional(),
  }),
);
export type PublishLane = z.infer<typeof publishLaneSchema>;

/** One line of what a job did. */
export const jobLogEntrySchema = lazySchema(() =>
  z.object({
    id: z.string(),
    at: instantSchema,
    level: z.enum(['info', 'warn', 'error']),
    /** Counts from 1. */
    attempt: z.int().min(1),
    message: z.string(),
  }),
);
export type JobLogEntry = z.infer<typeof jobLogEntrySchema>;

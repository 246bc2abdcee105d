import { z } from 'zod';
import { lazySchema } from '../validation/lazySchema';
import { pageQueryShape } from './page';
import { pauseSchema } from './pause';
import {
  generationSchema,
  instantSchema,
  jsonValueSchema,
  labelSchema,
  requestIdSchema,
} from './primitives';
import { manifestSchema } from './revision';

export const JOB_STATES = [
  'ready',
  'leased',
  'done',
  'dead',
  'cancelled',
] as const;

/**
 * Every kind of job.
 *
 * - `reconcile-request`: brings one request to what is wanted.
 * - `publish-lane`: pushes what waits for one repository.
 * - `resync-repository`: compares one repository's branch with what was published.
 */
export const JOB_KINDS = [
  'reconcile-request',
  'publish-lane',
  'resync-repository',
] as const;
export type JobKind = (typeof JOB_KINDS)[number];

/** A kind that somebody names, so that a slip of the pen finds no jobs where there are some. */
const jobKindSchema = lazySchema(() =>
  z
    .string()
    .refine(
      name => JOB_KINDS.some(kind => kind === name),
      `one of ${JOB_KINDS.join(', ')}`,
    ),
);

export const JOB_WAIT_REASONS = ['paused', 'later', 'limit', 'turn'] as const;

/**
 * Why a job that is ready does not run.
 *
 * - `paused`: an operator holds its kind, its team or its target.
 * - `later`: not before `runAt`.
 * - `limit`: as many jobs of its target run as may.
 * - `turn`: it is due and waits for a worker.
 */
export const jobWaitSchema = lazySchema(() =>
  z.object({
    reason: z.enum(JOB_WAIT_REASONS),
    /** The same in words. */
    message: z.string(),
    /** The pause that holds it; of several the oldest. */
    pause: pauseSchema.optional(),
  }),
);
export type JobWait = z.infer<typeof jobWaitSchema>;

export const jobSchema = lazySchema(() =>
  z.object({
    id: z.string(),
    kind: z.string(),
    /** What the job works on: the id of a request, or the name of a repository. */
    key: z.string(),
    /** Team whose fair share it uses; `system` for what the control plane does for all. */
    team: z.string(),
    /** Target of the request that it reconciles; other jobs have none. */
    target: z.string().optional(),
    state: z.enum(JOB_STATES),
    priority: z.int(),
    attempt: z.int().min(0),
    maxAttempts: z.int().min(1),
    runAt: instantSchema,
    createdAt: instantSchema,
    claimedAt: instantSchema.optional(),
    leaseUntil: instantSchema.optional(),
    /** Who runs it, while somebody does; the seconds are the database's. */
    lease: z
      .object({
        /** Process that holds the job. */
        owner: z.string(),
        /** Since the attempt was claimed. */
        ageSeconds: z.number().min(0),
        /** Until the lease ends unless it is renewed; negative when it has run out and nobody has taken the job yet. */
        remainingSeconds: z.number(),
      })
      .optional(),
    finishedAt: instantSchema.optional(),
    /** On what it waits, in words, as its last attempt said. */
    waitsFor: z.string().optional(),
    /** Why it does not run now, while it is ready. */
    wait: jobWaitSchema.optional(),
    /** It died or was cancelled, and a later job of its kind and key followed: that one tells how things stand. */
    superseded: z.literal(true).optional(),
    lastError: z
      .object({
        message: z.string(),
        at: instantSchema,
        retryable: z.boolean(),
      })
      .optional(),
  }),
);
export type Job = z.infer<typeof jobSchema>;

export const listJobsQuerySchema = lazySchema(() =>
  z.strictObject({
    ...pageQueryShape,
    state: z.enum(JOB_STATES).optional(),
    kind: jobKindSchema.optional(),
    key: z.string().max(200).optional(),
    /** Team whose jobs to list. */
    team: z.string().max(63).optional(),
    /** Target whose jobs to list. */
    target: labelSchema.optional(),
  }),
);
export type ListJobsQuery = z.input<typeof listJobsQuerySchema>;

/** At most so many jobs are replayed by one call. */
export const MAX_REPLAYED_JOBS = 500;

/** Which jobs to replay: those of a kind, of a team, of a target, of what is given together, or all of them, which has to be said. */
export const replayJobsBodySchema = lazySchema(() =>
  z
    .strictObject({
      state: z.enum(['dead', 'cancelled']).optional(),
      kind: jobKindSchema.optional(),
      /** Team whose jobs to replay. */
      team: z.string().min(1).max(63).optional(),
      /** Target whose jobs to replay. */
      target: labelSchema.optional(),
      all: z.literal(true).optional(),
      limit: z.int().min(1).max(MAX_REPLAYED_JOBS).optional(),
    })
    .refine(
      ({ kind, team, target, all }) =>
        (kind ?? team ?? target ?? all) !== undefined,
      'kind, team, target, or all: true for every job',
    ),
);
export type ReplayJobsBody = z.input<typeof replayJobsBodySchema>;

/** What became of a replay of many. */
export const replayedJobsSchema = lazySchema(() =>
  z.object({
    /** Run again, the ones that ended first before others. */
    replayed: z.int().min(0),
    /** Can be replayed by further calls. */
    left: z.int().min(0),
    /** Stay as they are: a later job of the same kind and key followed. */
    superseded: z.int().min(0),
  }),
);
export type ReplayedJobs = z.infer<typeof replayedJobsSchema>;

export const PUBLICATION_STATES = [
  'pending',
  'published',
  'unchanged',
  'failed',
  'skipped',
] as const;

/** One publication intent and what became of it. */
export const publicationSchema = lazySchema(() =>
  z.object({
    /** Stands in the commit as `Control-Plane-Operation`. */
    operationId: z.string(),
    generation: generationSchema.optional(),
    purpose: z.enum(['publish', 'remove', 'repair']),
    state: z.enum(PUBLICATION_STATES),
    repository: z.string(),
    branch: z.string(),
    path: z.string(),
    commit: z.string().optional(),
    /** Address of the commit in the forge, where there is one. */
    commitUrl: z.string().optional(),
    /** Why the last attempt failed, for machines. */
    reason: z.string().optional(),
    message: z.string().optional(),
    /** What a person can do. */
    advice: z.string().optional(),
    attempts: z.int().min(0),
    /** When it is tried again, if it is. */
    retryAt: instantSchema.optional(),
    createdAt: instantSchema,
    finishedAt: instantSchema.optional(),
  }),
);
export type Publication = z.infer<typeof publicationSchema>;

/** A publication as its lane holds it. */
export const lanePublicationSchema = lazySchema(() =>
  publicationSchema.extend({
    /** Request whose paths it publishes; absent when it publishes what a target shares. */
    requestId: requestIdSchema.optional(),
    target: labelSchema.optional(),
  }),
);
export type LanePublication = z.infer<typeof lanePublicationSchema>;

/** A published path that is not as it was published. */
export const driftSchema = lazySchema(() =>
  z.object({
    requestId: requestIdSchema,
    path: z.string(),
    change: z.enum(['added', 'modified', 'removed']),
    commit: z.string().optional(),
    /** Address of the commit in the forge, where there is one. */
    commitUrl: z.string().optional(),
    author: z.string().optional(),
    authorEmail: z.string().optional(),
    /** When the foreign commit was authored. */
    since: instantSchema.optional(),
    subject: z.string().optional(),
    detectedAt: instantSchema,
    resolvedAt: instantSchema.optional(),
    resolution: z.enum(['repaired', 'reverted', 'replaced']).optional(),
  }),
);
export type Drift = z.infer<typeof driftSchema>;

export const listDriftQuerySchema = lazySchema(() =>
  z.strictObject({
    ...pageQueryShape,
    team: labelSchema.optional(),
    app: labelSchema.optional(),
    /** Resolved ones too. */
    all: z.stringbool().optional(),
  }),
);
export type ListDriftQuery = z.input<typeof listDriftQuerySchema>;

export const auditEntrySchema = lazySchema(() =>
  z.object({
    id: z.string(),
    at: instantSchema,
    /** Entity reference, service subject, `policy:<rule>` or `system:<part>`. */
    actor: z.string(),
    action: z.string(),
    requestId: requestIdSchema.optional(),
    generation: generationSchema.optional(),
    /** Digests of the thing before and after, where it has content. */
    before: z.string().optional(),
    after: z.string().optional(),
    details: z.record(z.string(), jsonValueSchema),
  }),
);
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const listAuditQuerySchema = lazySchema(() =>
  z.strictObject({
    ...pageQueryShape,
    actor: z.string().max(200).optional(),
    action: z.string().max(100).optional(),
    requestId: requestIdSchema.optional(),
    /** From this instant on. */
    since: instantSchema.optional(),
    /** Before this instant. */
    until: instantSchema.optional(),
  }),
);
export type ListAuditQuery = z.input<typeof listAuditQuerySchema>;

/** A cluster (or pair of clusters) that requests of its region land on. */
export const targetSchema = lazySchema(() =>
  z.object({
    name: labelSchema,
    region: labelSchema,
    delivery: z.enum(['argocd', 'fluxcd']),
    repository: z.string(),
    branch: z.string(),
    /** Address of the repository as the delivery engine sees it. */
    deliveryRepository: z.string(),
  }),
);
export type Target = z.infer<typeof targetSchema>;

export const targetManifestsSchema = lazySchema(() =>
  z.object({
    target: labelSchema,
    manifests: z.array(manifestSchema),
  }),
);
export type TargetManifests = z.infer<typeof targetManifestsSchema>;

export const HEALTH_STATUSES = ['ok', 'degraded', 'down'] as const;

/** What the product leans on and how it is. */
export const healthSchema = lazySchema(() =>
  z.object({
    status: z.enum(HEALTH_STATUSES),
    checkedAt: instantSchema,
    dependencies: z.array(
      z.object({
        name: z.string(),
        status: z.enum(HEALTH_STATUSES),
        message: z.string(),
        /** What an operator does next; empty when nothing is wrong. */
        advice: z.string(),
        latencyMs: z.number().min(0).optional(),
      }),
    ),
  }),
);
export type Health = z.infer<typeof healthSchema>;

import { z } from 'zod';
import { CONDITION_STATUSES, CONDITION_TYPES, REQUEST_PHASES } from '../phases';
import { lazySchema } from '../validation/lazySchema';
import { classRefSchema, EXPIRY_ACTIONS } from './environmentClass';
import { extraManifestsSchema } from './extraManifest';
import { pageQueryShape } from './page';
import {
  costSchema,
  entityRefOrNameSchema,
  generationSchema,
  instantSchema,
  jsonValueSchema,
  labelSchema,
  leaseHoursSchema,
  parametersSchema,
  requestIdSchema,
  requestLabelsSchema,
  sha256Schema,
  sourceSchema,
  textSchema,
} from './primitives';
import { revisionSummarySchema } from './revision';

/** Asks for a new environment. */
export const createRequestBodySchema = lazySchema(() =>
  z.strictObject({
    class: labelSchema,
    /** A Group of the catalog's default namespace, as entity reference or bare name. */
    team: entityRefOrNameSchema,
    /** A Component of the catalog's default namespace, as entity reference or bare name. */
    app: entityRefOrNameSchema,
    region: labelSchema,
    /** The class's default when absent. */
    leaseHours: leaseHoursSchema.optional(),
    /** Whom to ask about it: a User or Group; the requester when absent. */
    owner: entityRefOrNameSchema.optional(),
    source: sourceSchema.optional(),
    labels: requestLabelsSchema.optional(),
    parameters: parametersSchema.optional(),
    /** Objects that stand beside what the class renders. */
    extraManifests: extraManifestsSchema.optional(),
    /** Why, for whoever approves. */
    reason: textSchema({ max: 1000, lines: 'many' }).optional(),
  }),
);
export type CreateRequestBody = z.infer<typeof createRequestBodySchema>;

/** Changes what a live request asks for; absent fields stay as they are. */
export const changeRequestBodySchema = lazySchema(() =>
  z
    .strictObject({
      source: sourceSchema.nullable().optional(),
      owner: entityRefOrNameSchema.optional(),
      labels: requestLabelsSchema.optional(),
      parameters: parametersSchema.optional(),
      /** All of them anew; an empty list removes them. */
      extraManifests: extraManifestsSchema.optional(),
      /** `current` moves the request to the newest revision of its class. */
      classRevision: z.literal('current').optional(),
      reason: textSchema({ max: 1000, lines: 'many' }).optional(),
    })
    .refine(
      body => Object.keys(body).some(key => key !== 'reason'),
      'at least one of source, owner, labels, parameters, extraManifests, classRevision',
    ),
);
export type ChangeRequestBody = z.infer<typeof changeRequestBodySchema>;

/** Lengthens the lease by `hours`, from its end or from now, whichever is later. */
export const extendRequestBodySchema = lazySchema(() =>
  z.strictObject({
    hours: leaseHoursSchema,
    reason: textSchema({ max: 1000, lines: 'many' }).optional(),
  }),
);
export type ExtendRequestBody = z.infer<typeof extendRequestBodySchema>;

/** A yes to exactly what was shown. */
export const approveBodySchema = lazySchema(() =>
  z.strictObject({
    generation: generationSchema,
    planDigest: sha256Schema,
    comment: textSchema({ max: 1000, lines: 'many' }).optional(),
  }),
);
export type ApproveBody = z.infer<typeof approveBodySchema>;

/** A no, with the reason that the requester will read. */
export const rejectBodySchema = lazySchema(() =>
  z.strictObject({
    generation: generationSchema,
    planDigest: sha256Schema,
    comment: textSchema({ min: 1, max: 1000, lines: 'many' }),
  }),
);
export type RejectBody = z.infer<typeof rejectBodySchema>;

/** Takes an open revision back before its publication starts. */
export const withdrawBodySchema = lazySchema(() =>
  z.strictObject({
    generation: generationSchema,
    comment: textSchema({ max: 1000, lines: 'many' }).optional(),
  }),
);
export type WithdrawBody = z.infer<typeof withdrawBodySchema>;

export const deleteRequestBodySchema = lazySchema(() =>
  z.strictObject({
    reason: textSchema({ max: 1000, lines: 'many' }).optional(),
  }),
);
export type DeleteRequestBody = z.infer<typeof deleteRequestBodySchema>;

export const REQUEST_SORTS = ['createdAt', 'updatedAt'] as const;

const manyOf = <S extends z.ZodType>(item: S) =>
  z
    .union([item, z.array(item).max(20)])
    .transform(value => (Array.isArray(value) ? value : [value]));

export const listRequestsQuerySchema = lazySchema(() =>
  z.strictObject({
    ...pageQueryShape,
    phase: manyOf(z.enum(REQUEST_PHASES)).optional(),
    class: manyOf(labelSchema).optional(),
    /** As a create takes them: entity reference or bare name. */
    team: manyOf(entityRefOrNameSchema).optional(),
    region: manyOf(labelSchema).optional(),
    app: manyOf(entityRefOrNameSchema).optional(),
    /** Entity reference, subject of a service, or the bare name of a user. */
    requester: manyOf(textSchema({ min: 1, max: 200 })).optional(),
    sort: z.enum(REQUEST_SORTS).optional(),
    order: z.enum(['asc', 'desc']).optional(),
  }),
);
export type ListRequestsQuery = z.input<typeof listRequestsQuerySchema>;

/** Kubernetes `metav1.Condition`. */
export const conditionSchema = lazySchema(() =>
  z.object({
    type: z.enum(CONDITION_TYPES),
    status: z.enum(CONDITION_STATUSES),
    /** CamelCase, for machines. */
    reason: z.string(),
    /** For people. */
    message: z.string(),
    lastTransitionTime: instantSchema,
    observedGeneration: generationSchema,
  }),
);
export type Condition = z.infer<typeof conditionSchema>;

/** Where the reconcile stands and why it waits. */
export const progressSchema = lazySchema(() =>
  z.object({
    /** The step under way or the one that failed. */
    step: z.string(),
    message: z.string(),
    since: instantSchema,
    /** Present after a failure. */
    failure: z
      .object({
        reason: z.string(),
        message: z.string(),
        /** What a person can do. */
        advice: z.string(),
        retryable: z.boolean(),
        /** When it is tried again, if it is. */
        retryAt: instantSchema.optional(),
      })
      .optional(),
  }),
);
export type Progress = z.infer<typeof progressSchema>;

export const environmentRequestSchema = lazySchema(() =>
  z.object({
    id: requestIdSchema,
    kind: labelSchema,
    class: classRefSchema,
    team: labelSchema,
    app: labelSchema,
    region: labelSchema,
    /** Target that the request lands on. */
    target: labelSchema,
    /** Entity reference of the user, or subject of the service, that asked. */
    requester: z.string(),
    owner: z.string(),
    phase: z.enum(REQUEST_PHASES),
    conditions: z.array(conditionSchema),
    progress: progressSchema.optional(),
    /** Newest generation; counts up with every revision. */
    generation: generationSchema,
    /** Changes with every change of the request; the ETag carries it. */
    version: z.int().min(1),
    source: sourceSchema.optional(),
    labels: z.record(z.string(), z.string()),
    parameters: z.record(z.string(), jsonValueSchema),
    /** Names of the request's namespaces. */
    namespaces: z.array(z.string()),
    /** Folder of the request in the repository. */
    path: z.string(),
    cost: costSchema,
    lease: z.object({
      hours: leaseHoursSchema,
      maxHours: leaseHoursSchema,
      onExpiry: z.enum(EXPIRY_ACTIONS),
      /** Instant of the first publication's start. */
      startedAt: instantSchema.optional(),
      expiresAt: instantSchema.optional(),
    }),
    /** Revisions that wait for approval or for publication, oldest first. */
    openRevisions: z.array(revisionSummarySchema),
    /** What last reached Git. */
    published: z
      .object({
        generation: generationSchema,
        repository: z.string(),
        branch: z.string(),
        commit: z.string(),
        /** Address of the commit in the forge, where there is one. */
        commitUrl: z.string().optional(),
        at: instantSchema,
      })
      .optional(),
    /** Paths that somebody else edited in Git and that are not mended yet. */
    driftedPaths: z.int().min(0),
    createdAt: instantSchema,
    updatedAt: instantSchema,
  }),
);
export type EnvironmentRequest = z.infer<typeof environmentRequestSchema>;

/** How many requests the caller may see, by phase. */
export const requestCountsSchema = lazySchema(() =>
  z.object({
    phases: z.array(
      z.object({ phase: z.enum(REQUEST_PHASES), count: z.int().min(0) }),
    ),
  }),
);
export type RequestCounts = z.infer<typeof requestCountsSchema>;

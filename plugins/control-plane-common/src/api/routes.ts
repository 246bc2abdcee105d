import { z } from 'zod';
import {
  approvalCountSchema,
  approveBodySchema,
  auditEntrySchema,
  callerSchema,
  changeRequestBodySchema,
  createRequestBodySchema,
  deleteRequestBodySchema,
  descriptorPageSchema,
  digitsSchema,
  driftSchema,
  environmentClassSchema,
  environmentRequestSchema,
  extendRequestBodySchema,
  generationSchema,
  healthSchema,
  idempotencyKeySchema,
  jobLogEntrySchema,
  jobSchema,
  jsonValueSchema,
  labelSchema,
  listApprovalsQuerySchema,
  listAuditQuerySchema,
  listDescriptorsQuerySchema,
  listDriftQuerySchema,
  listJobsQuerySchema,
  listRequestsQuerySchema,
  manifestSchema,
  pageQueryShape,
  pageSchema,
  pendingApprovalSchema,
  planSchema,
  publicationSchema,
  publishLaneSchema,
  rejectBodySchema,
  requestActionSchema,
  requestCountsSchema,
  requestIdSchema,
  revisionDiffSchema,
  revisionSchema,
  targetManifestsSchema,
  targetSchema,
  timelineSchema,
  withdrawBodySchema,
  workQueueSchema,
} from '../wire';

/** One operation of the API: the single source of validation, client, router and OpenAPI document. */
export interface RouteDefinition {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** OpenAPI path template, e.g. `/v1/environment-requests/{id}`. */
  path: string;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodType;
  /** Whether the body may be left out. */
  bodyOptional?: boolean;
  /** Answers besides problems, by status. */
  responses: Readonly<Record<number, z.ZodType>>;
  /** Statuses of problems that this operation may answer, besides 400, 401 and 500. */
  problems: readonly number[];
}

function defineRoutes<const T extends Record<string, RouteDefinition>>(
  routes: T,
): T {
  return routes;
}

const byId = z.strictObject({ id: requestIdSchema });
const page = z.strictObject(pageQueryShape);
const generation = digitsSchema(generationSchema);
const idempotencyHeader = z.object({
  'idempotency-key': idempotencyKeySchema.optional(),
});
const requiredIfMatch = z.object({
  'if-match': z.string().regex(/^"\d{1,10}"$/, {
    error: 'the ETag of the request as it was read, e.g. "3" with its quotes',
  }),
});

const REQUESTS = '/v1/environment-requests';

/** Every operation below `/api/control-plane`. */
export const routes = defineRoutes({
  getCaller: {
    method: 'get',
    path: '/v1/caller',
    summary: 'Tells what the caller may do',
    responses: { 200: callerSchema },
    problems: [],
  },
  listClasses: {
    method: 'get',
    path: '/v1/environment-classes',
    summary: 'Lists the classes that may be requested',
    responses: { 200: z.object({ items: z.array(environmentClassSchema) }) },
    problems: [403],
  },
  getClass: {
    method: 'get',
    path: '/v1/environment-classes/{name}',
    summary: 'Gets one class',
    params: z.strictObject({ name: labelSchema }),
    responses: { 200: environmentClassSchema },
    problems: [403, 404],
  },
  createRequest: {
    method: 'post',
    path: REQUESTS,
    summary: 'Asks for an environment',
    headers: idempotencyHeader,
    body: createRequestBodySchema,
    responses: { 200: environmentRequestSchema, 201: environmentRequestSchema },
    problems: [403, 409, 503],
  },
  planCreate: {
    method: 'post',
    path: `${REQUESTS}/plan`,
    summary: 'Shows what a create would make, without creating it',
    headers: idempotencyHeader,
    body: createRequestBodySchema,
    responses: { 200: planSchema },
    problems: [403, 409, 503],
  },
  listRequests: {
    method: 'get',
    path: REQUESTS,
    summary: 'Lists the requests that the caller may see',
    query: listRequestsQuerySchema,
    responses: { 200: pageSchema(environmentRequestSchema) },
    problems: [403],
  },
  countRequests: {
    method: 'get',
    path: `${REQUESTS}/counts`,
    summary: 'Counts, by phase, the requests that the caller may see',
    responses: { 200: requestCountsSchema },
    problems: [403],
  },
  getRequest: {
    method: 'get',
    path: `${REQUESTS}/{id}`,
    summary: 'Gets one request',
    params: byId,
    responses: { 200: environmentRequestSchema },
    problems: [404],
  },
  changeRequest: {
    method: 'patch',
    path: `${REQUESTS}/{id}`,
    summary: 'Asks for a change of a request, as a new revision',
    params: byId,
    headers: requiredIfMatch,
    body: changeRequestBodySchema,
    responses: { 200: environmentRequestSchema },
    problems: [403, 404, 409, 412, 428],
  },
  planChange: {
    method: 'post',
    path: `${REQUESTS}/{id}/plan`,
    summary: 'Shows what a change would do, without asking for it',
    params: byId,
    body: changeRequestBodySchema,
    responses: { 200: planSchema },
    problems: [403, 404, 409],
  },
  getPlan: {
    method: 'get',
    path: `${REQUESTS}/{id}/revisions/{generation}/plan`,
    summary:
      'Gets the plan of a revision, compared with the branch as it is now',
    params: z.strictObject({ id: requestIdSchema, generation }),
    responses: { 200: planSchema },
    problems: [404],
  },
  extendRequest: {
    method: 'post',
    path: `${REQUESTS}/{id}/extend`,
    summary:
      'Asks for a longer lease; with an idempotency key, repeating the call asks once',
    params: byId,
    headers: idempotencyHeader,
    body: extendRequestBodySchema,
    responses: { 200: environmentRequestSchema },
    problems: [403, 404, 409],
  },
  deleteRequest: {
    method: 'delete',
    path: `${REQUESTS}/{id}`,
    summary:
      'Asks for the request to be torn down; asking again is the same wish',
    params: byId,
    body: deleteRequestBodySchema,
    bodyOptional: true,
    responses: { 202: environmentRequestSchema },
    problems: [403, 404, 409],
  },
  approveRequest: {
    method: 'post',
    path: `${REQUESTS}/{id}/approve`,
    summary: 'Approves one revision by its plan digest',
    params: byId,
    body: approveBodySchema,
    responses: { 200: environmentRequestSchema },
    problems: [403, 404, 409],
  },
  rejectRequest: {
    method: 'post',
    path: `${REQUESTS}/{id}/reject`,
    summary: 'Rejects one revision by its plan digest',
    params: byId,
    body: rejectBodySchema,
    responses: { 200: environmentRequestSchema },
    problems: [403, 404, 409],
  },
  withdrawRequest: {
    method: 'post',
    path: `${REQUESTS}/{id}/withdraw`,
    summary: 'Takes an open revision back',
    params: byId,
    body: withdrawBodySchema,
    responses: { 200: environmentRequestSchema },
    problems: [403, 404, 409],
  },
  reconcileRequest: {
    method: 'post',
    path: `${REQUESTS}/{id}/reconcile`,
    summary: 'Enqueues a reconcile',
    params: byId,
    responses: { 202: jobSchema },
    problems: [403, 404, 409],
  },
  listRevisions: {
    method: 'get',
    path: `${REQUESTS}/{id}/revisions`,
    summary: 'Lists the revisions of a request, newest first',
    params: byId,
    query: page,
    responses: { 200: pageSchema(revisionSchema) },
    problems: [404],
  },
  getRevision: {
    method: 'get',
    path: `${REQUESTS}/{id}/revisions/{generation}`,
    summary: 'Gets one revision',
    params: z.strictObject({ id: requestIdSchema, generation }),
    responses: { 200: revisionSchema },
    problems: [404],
  },
  getManifests: {
    method: 'get',
    path: `${REQUESTS}/{id}/revisions/{generation}/manifests`,
    summary: 'Gets the manifests of a revision, byte for byte',
    params: z.strictObject({ id: requestIdSchema, generation }),
    responses: { 200: z.object({ items: z.array(manifestSchema) }) },
    problems: [404],
  },
  diffRevisions: {
    method: 'get',
    path: `${REQUESTS}/{id}/diff`,
    summary: 'Compares the manifests of any two revisions',
    params: byId,
    query: z.strictObject({
      /** 0, or left out, compares with nothing. */
      from: digitsSchema(z.int().min(0).max(1_000_000)).optional(),
      to: generation,
    }),
    responses: { 200: revisionDiffSchema },
    problems: [404],
  },
  listRequestJobs: {
    method: 'get',
    path: `${REQUESTS}/{id}/jobs`,
    summary: 'Lists the jobs of a request, newest first',
    params: byId,
    query: page,
    responses: { 200: pageSchema(jobSchema) },
    problems: [404],
  },
  listPublications: {
    method: 'get',
    path: `${REQUESTS}/{id}/publications`,
    summary: 'Lists what was published for a request, newest first',
    params: byId,
    query: page,
    responses: { 200: pageSchema(publicationSchema) },
    problems: [404],
  },
  listRequestDrift: {
    method: 'get',
    path: `${REQUESTS}/{id}/drift`,
    summary: 'Lists the foreign edits below a request, newest first',
    params: byId,
    query: page,
    responses: { 200: pageSchema(driftSchema) },
    problems: [404],
  },
  listRequestActions: {
    method: 'get',
    path: `${REQUESTS}/{id}/actions`,
    summary: 'Tells what the caller may do with a request as it stands',
    params: byId,
    responses: { 200: z.object({ items: z.array(requestActionSchema) }) },
    problems: [404],
  },
  getTimeline: {
    method: 'get',
    path: `${REQUESTS}/{id}/revisions/{generation}/timeline`,
    summary: 'Gets the way of one revision from request to effect',
    params: z.strictObject({ id: requestIdSchema, generation }),
    responses: { 200: timelineSchema },
    problems: [404],
  },
  listRequestAudit: {
    method: 'get',
    path: `${REQUESTS}/{id}/audit`,
    summary: 'Lists who did what to a request, newest first',
    params: byId,
    query: page,
    responses: { 200: pageSchema(auditEntrySchema) },
    problems: [403, 404],
  },
  listApprovals: {
    method: 'get',
    path: '/v1/approvals',
    summary: 'Lists the revisions that wait for a person, the oldest first',
    query: listApprovalsQuerySchema,
    responses: { 200: pageSchema(pendingApprovalSchema) },
    problems: [403],
  },
  countApprovals: {
    method: 'get',
    path: '/v1/approvals/count',
    summary: 'Counts the revisions that the caller may decide on',
    responses: { 200: approvalCountSchema },
    problems: [403],
  },
  listAudit: {
    method: 'get',
    path: '/v1/audit',
    summary: 'Lists who did what, newest first, as far as the caller may read',
    query: listAuditQuerySchema,
    responses: { 200: pageSchema(auditEntrySchema) },
    problems: [403],
  },
  listDrift: {
    method: 'get',
    path: '/v1/drift',
    summary: 'Lists foreign edits below all requests that the caller may see',
    query: listDriftQuerySchema,
    responses: { 200: pageSchema(driftSchema) },
    problems: [403],
  },
  listJobs: {
    method: 'get',
    path: '/v1/jobs',
    summary: 'Lists jobs, newest first',
    query: listJobsQuerySchema,
    responses: { 200: pageSchema(jobSchema) },
    problems: [403],
  },
  getJob: {
    method: 'get',
    path: '/v1/jobs/{jobId}',
    summary: 'Gets one job',
    params: z.strictObject({ jobId: z.uuid() }),
    responses: { 200: jobSchema },
    problems: [404],
  },
  listJobLogs: {
    method: 'get',
    path: '/v1/jobs/{jobId}/logs',
    summary: 'Lists what a job did, newest first',
    params: z.strictObject({ jobId: z.uuid() }),
    query: page,
    responses: { 200: pageSchema(jobLogEntrySchema) },
    problems: [404],
  },
  replayJob: {
    method: 'post',
    path: '/v1/jobs/{jobId}/replay',
    summary: 'Runs a dead or cancelled job again',
    params: z.strictObject({ jobId: z.uuid() }),
    responses: { 202: jobSchema },
    problems: [403, 404, 409],
  },
  cancelJob: {
    method: 'post',
    path: '/v1/jobs/{jobId}/cancel',
    summary: 'Ends a job that waits',
    params: z.strictObject({ jobId: z.uuid() }),
    responses: { 200: jobSchema },
    problems: [403, 404, 409],
  },
  getWorkQueue: {
    method: 'get',
    path: '/v1/work-queue',
    summary: 'Tells how many jobs wait, run and are dead',
    responses: { 200: workQueueSchema },
    problems: [403],
  },
  listPublishLanes: {
    method: 'get',
    path: '/v1/publish-lanes',
    summary: 'Lists the lanes into Git and what waits in them',
    responses: { 200: z.object({ items: z.array(publishLaneSchema) }) },
    problems: [403],
  },
  listDescriptors: {
    method: 'get',
    path: '/v1/descriptors',
    summary:
      'Lists what became of the classes and requests that the catalog describes',
    query: listDescriptorsQuerySchema,
    responses: { 200: descriptorPageSchema },
    problems: [403],
  },
  listTargets: {
    method: 'get',
    path: '/v1/targets',
    summary: 'Lists the targets',
    responses: { 200: z.object({ items: z.array(targetSchema) }) },
    problems: [403],
  },
  getTargetManifests: {
    method: 'get',
    path: '/v1/targets/{name}/manifests',
    summary:
      'Gets the root objects of a target, to be applied once by an operator',
    params: z.strictObject({ name: labelSchema }),
    responses: { 200: targetManifestsSchema },
    problems: [403, 404],
  },
  getHealth: {
    method: 'get',
    path: '/v1/health',
    summary: 'Reports what the control plane leans on',
    responses: { 200: healthSchema },
    problems: [],
  },
  getOpenApi: {
    method: 'get',
    path: '/v1/openapi.json',
    summary: 'Gets this description',
    responses: { 200: z.record(z.string(), jsonValueSchema) },
    problems: [],
  },
});

export type Routes = typeof routes;
export type RouteName = keyof Routes;

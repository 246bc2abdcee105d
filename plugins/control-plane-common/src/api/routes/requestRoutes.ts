import { z } from 'zod';
import { lazySchema } from '../../validation/lazySchema';
import {
  changeRequestBodySchema,
  createRequestBodySchema,
  deleteRequestBodySchema,
  environmentRequestSchema,
  extendRequestBodySchema,
  idempotencyKeySchema,
  jobSchema,
  listRequestsQuerySchema,
  pageSchema,
  planSchema,
  requestActionSchema,
  requestCountsSchema,
} from '../../wire';
import { defineRoutes } from './defineRoutes';
import { byId, REQUESTS } from './routeParts';

const idempotencyHeader = lazySchema(() =>
  z.object({
    'idempotency-key': idempotencyKeySchema.optional(),
  }),
);
const requiredIfMatch = lazySchema(() =>
  z.object({
    'if-match': z.string().regex(/^"\d{1,10}"$/, {
      error: 'the ETag of the request as it was read, e.g. "3" with its quotes',
    }),
  }),
);

/** Requests: asking, reading, changing and ending. */
export const requestRoutes = defineRoutes({
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
  reconcileRequest: {
    method: 'post',
    path: `${REQUESTS}/{id}/reconcile`,
    summary: 'Enqueues a reconcile',
    params: byId,
    responses: { 202: jobSchema },
    problems: [403, 404, 409],
  },
  listRequestActions: {
    method: 'get',
    path: `${REQUESTS}/{id}/actions`,
    summary: 'Tells what the caller may do with a request as it stands',
    params: byId,
    responses: {
      200: lazySchema(() => z.object({ items: z.array(requestActionSchema) })),
    },
    problems: [404],
  },
});

import { z } from 'zod';
import { lazySchema } from '../../validation/lazySchema';
import {
  digitsSchema,
  manifestSchema,
  pageSchema,
  planSchema,
  revisionDiffSchema,
  revisionSchema,
  timelineSchema,
} from '../../wire';
import { defineRoutes } from './defineRoutes';
import { byGeneration, byId, generation, page, REQUESTS } from './routeParts';

/** Revisions of a request: their plans, manifests and ways to effect. */
export const revisionRoutes = defineRoutes({
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
    params: byGeneration,
    responses: { 200: revisionSchema },
    problems: [404],
  },
  getPlan: {
    method: 'get',
    path: `${REQUESTS}/{id}/revisions/{generation}/plan`,
    summary:
      'Gets the plan of a revision, compared with the branch as it is now',
    params: byGeneration,
    responses: { 200: planSchema },
    problems: [404],
  },
  getManifests: {
    method: 'get',
    path: `${REQUESTS}/{id}/revisions/{generation}/manifests`,
    summary: 'Gets the manifests of a revision, byte for byte',
    params: byGeneration,
    responses: {
      200: lazySchema(() => z.object({ items: z.array(manifestSchema) })),
    },
    problems: [404],
  },
  diffRevisions: {
    method: 'get',
    path: `${REQUESTS}/{id}/diff`,
    summary: 'Compares the manifests of any two revisions',
    params: byId,
    query: lazySchema(() =>
      z.strictObject({
        /** 0, or left out, compares with nothing. */
        from: digitsSchema(z.int().min(0).max(1_000_000)).optional(),
        to: generation,
      }),
    ),
    responses: { 200: revisionDiffSchema },
    problems: [404],
  },
  getTimeline: {
    method: 'get',
    path: `${REQUESTS}/{id}/revisions/{generation}/timeline`,
    summary: 'Gets the way of one revision from request to effect',
    params: byGeneration,
    responses: { 200: timelineSchema },
    problems: [404],
  },
});

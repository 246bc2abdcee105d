import { z } from 'zod';
import { lazySchema } from '../../validation/lazySchema';
import {
  descriptorPageSchema,
  healthSchema,
  heldPauseSchema,
  jsonValueSchema,
  labelSchema,
  lanePublicationSchema,
  limitSchema,
  listDescriptorsQuerySchema,
  pauseBodySchema,
  pauseNameSchema,
  pauseSchema,
  publishLaneSchema,
  targetManifestsSchema,
  targetSchema,
} from '../../wire';
import { defineRoutes } from './defineRoutes';

/** What operators look at and hold up: lanes, pauses, descriptors, targets and health. */
export const operationsRoutes = defineRoutes({
  listPublishLanes: {
    method: 'get',
    path: '/v1/publish-lanes',
    summary: 'Lists the lanes into Git and what waits in them',
    responses: {
      200: lazySchema(() => z.object({ items: z.array(publishLaneSchema) })),
    },
    problems: [403],
  },
  listLanePublications: {
    method: 'get',
    path: '/v1/publish-lanes/{repository}/publications',
    summary: 'Lists what a lane holds, in the order in which it is published',
    params: lazySchema(() => z.strictObject({ repository: labelSchema })),
    query: lazySchema(() => z.strictObject({ limit: limitSchema.optional() })),
    responses: {
      200: lazySchema(() =>
        z.object({ items: z.array(lanePublicationSchema) }),
      ),
    },
    problems: [403, 404],
  },
  listPauses: {
    method: 'get',
    path: '/v1/pauses',
    summary: 'Lists what is paused, the oldest pause first',
    responses: {
      200: lazySchema(() => z.object({ items: z.array(heldPauseSchema) })),
    },
    problems: [403],
  },
  pauseJobs: {
    method: 'post',
    path: '/v1/pauses',
    summary:
      'Keeps jobs of a kind, a team or a target from being taken up; again, gives the pause a new reason',
    body: pauseBodySchema,
    responses: { 200: pauseSchema },
    problems: [403],
  },
  resumeJobs: {
    method: 'delete',
    path: '/v1/pauses/{scope}/{name}',
    summary: 'Ends a pause',
    params: pauseNameSchema,
    responses: { 200: pauseSchema },
    problems: [403, 404],
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
    responses: {
      200: lazySchema(() => z.object({ items: z.array(targetSchema) })),
    },
    problems: [403],
  },
  getTargetManifests: {
    method: 'get',
    path: '/v1/targets/{name}/manifests',
    summary:
      'Gets the root objects of a target, to be applied once by an operator',
    params: lazySchema(() => z.strictObject({ name: labelSchema })),
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
    responses: { 200: lazySchema(() => z.record(z.string(), jsonValueSchema)) },
    problems: [],
  },
});

import { z } from 'zod';
import {
  descriptorPageSchema,
  healthSchema,
  jsonValueSchema,
  labelSchema,
  listDescriptorsQuerySchema,
  publishLaneSchema,
  targetManifestsSchema,
  targetSchema,
} from '../../wire';
import { defineRoutes } from './defineRoutes';

/** What operators look at: lanes, descriptors, targets and health. */
export const operationsRoutes = defineRoutes({
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

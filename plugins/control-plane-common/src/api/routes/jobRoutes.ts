import { z } from 'zod';
import { lazySchema } from '../../validation/lazySchema';
import {
  jobLogEntrySchema,
  jobSchema,
  listJobsQuerySchema,
  pageSchema,
  replayedJobsSchema,
  replayJobsBodySchema,
  workQueueSchema,
} from '../../wire';
import { defineRoutes } from './defineRoutes';
import { byId, page, REQUESTS } from './routeParts';

const byJobId = lazySchema(() => z.strictObject({ jobId: z.uuid() }));

/** Jobs and the queue that they wait in. */
export const jobRoutes = defineRoutes({
  listRequestJobs: {
    method: 'get',
    path: `${REQUESTS}/{id}/jobs`,
    summary: 'Lists the jobs of a request, newest first',
    params: byId,
    query: page,
    responses: { 200: pageSchema(jobSchema) },
    problems: [404],
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
    params: byJobId,
    responses: { 200: jobSchema },
    problems: [404],
  },
  listJobLogs: {
    method: 'get',
    path: '/v1/jobs/{jobId}/logs',
    summary: 'Lists what a job did, newest first',
    params: byJobId,
    query: page,
    responses: { 200: pageSchema(jobLogEntrySchema) },
    problems: [404],
  },
  replayJob: {
    method: 'post',
    path: '/v1/jobs/{jobId}/replay',
    summary: 'Runs a dead or cancelled job again',
    params: byJobId,
    responses: { 202: jobSchema },
    problems: [403, 404, 409],
  },
  replayJobs: {
    method: 'post',
    path: '/v1/jobs/replay',
    summary: 'Runs dead or cancelled jobs again, a bounded number a call',
    body: replayJobsBodySchema,
    responses: { 202: replayedJobsSchema },
    problems: [403, 409],
  },
  cancelJob: {
    method: 'post',
    path: '/v1/jobs/{jobId}/cancel',
    summary: 'Ends a job that waits',
    params: byJobId,
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
});

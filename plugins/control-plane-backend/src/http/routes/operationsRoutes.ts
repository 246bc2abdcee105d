import { HealthService } from '../../services/HealthService';
import { CommitLinks } from '../../services/CommitLinks';
import { OperationsService } from '../../services/OperationsService';
import { decodeCursor, isNumber, isUuid } from '../parse/cursor';
import { presentJob } from '../present/presentJob';
import {
  presentLanePublication,
  presentTarget,
} from '../present/presentOperations';
import {
  presentJobLogLine,
  presentPublishLane,
  presentWorkQueue,
} from '../present/presentWork';
import { presentPage } from '../present/presentPage';
import { RouteHandlers } from '../RouteHandlers';

const DEFAULT_LIMIT = 50;

/** Enough for most accidents, few enough for one transaction. */
const DEFAULT_REPLAY_LIMIT = 100;

export function operationsRoutes(services: {
  operations: OperationsService;
  health: HealthService;
  links: CommitLinks;
}): Pick<
  RouteHandlers,
  | 'listJobs'
  | 'getJob'
  | 'replayJob'
  | 'replayJobs'
  | 'cancelJob'
  | 'listJobLogs'
  | 'getWorkQueue'
  | 'listPublishLanes'
  | 'listLanePublications'
  | 'listTargets'
  | 'getTargetManifests'
  | 'getHealth'
> {
  const { operations, health, links } = services;
  return {
    listJobs: async ({ query, context }) => ({
      status: 200,
      body: presentPage(
        await operations.listJobs(
          {
            state: query.state,
            kind: query.kind,
            key: query.key,
            group: query.team,
            target: query.target,
            before: decodeCursor(query.cursor, 'jobs', isUuid),
            limit: query.limit ?? DEFAULT_LIMIT,
          },
          context,
        ),
        {
          order: 'jobs',
          position: ({ createdAt, id }) => ({ at: createdAt, id }),
          present: presentJob,
        },
      ),
    }),
    getJob: async ({ params, context }) => ({
      status: 200,
      body: presentJob(await operations.getJob(params.jobId, context)),
    }),
    listJobLogs: async ({ params, query, context }) => ({
      status: 200,
      body: presentPage(
        await operations.listJobLogs(
          params.jobId,
          {
            before: decodeCursor(query.cursor, 'job-logs', isNumber),
            limit: query.limit ?? DEFAULT_LIMIT,
          },
          context,
        ),
        {
          order: 'job-logs',
          position: ({ at, id }) => ({ at, id }),
          present: presentJobLogLine,
        },
      ),
    }),
    getWorkQueue: async ({ context }) => ({
      status: 200,
      body: presentWorkQueue(await operations.workQueue(context)),
    }),
    listPublishLanes: async ({ context }) => ({
      status: 200,
      body: {
        items: (await operations.listPublishLanes(context)).map(
          presentPublishLane,
        ),
      },
    }),
    listLanePublications: async ({ params, query, context }) => ({
      status: 200,
      body: {
        items: (
          await operations.listLanePublications(
            params.repository,
            query.limit ?? DEFAULT_LIMIT,
            context,
          )
        ).map(publication => presentLanePublication(publication, links)),
      },
    }),
    replayJobs: async ({ body, context }) => {
      const { replayed, left, superseded } = await operations.replayJobs(
        {
          state: body.state ?? 'dead',
          kind: body.kind,
          group: body.team,
          target: body.target,
          limit: body.limit ?? DEFAULT_REPLAY_LIMIT,
        },
        context,
      );
      return {
        status: 202,
        body: { replayed: replayed.length, left, superseded },
      };
    },
    replayJob: async ({ params, context }) => ({
      status: 202,
      body: presentJob(await operations.replayJob(params.jobId, context)),
    }),
    cancelJob: async ({ params, context }) => ({
      status: 200,
      body: presentJob(await operations.cancelJob(params.jobId, context)),
    }),
    listTargets: async ({ context }) => ({
      status: 200,
      body: {
        items: (await operations.listTargets(context)).map(presentTarget),
      },
    }),
    getTargetManifests: async ({ params, context }) => ({
      status: 200,
      body: {
        target: params.name,
        manifests: await operations.targetManifests(params.name, context),
      },
    }),
    getHealth: async () => {
      const report = await health.report();
      return {
        status: 200,
        body: { ...report, checkedAt: report.checkedAt.toISOString() },
      };
    },
  };
}

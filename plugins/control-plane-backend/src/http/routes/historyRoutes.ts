import { CommitLinks } from '../../services/CommitLinks';
import { HistoryService } from '../../services/HistoryService';
import { decodeCursor, isNumber, isUuid } from '../parse/cursor';
import { presentJob } from '../present/presentJob';
import {
  presentAuditEntry,
  presentDrift,
  presentPublication,
} from '../present/presentOperations';
import { presentPage } from '../present/presentPage';
import { presentPlan } from '../present/presentPlan';
import { presentTimeline } from '../present/presentTimeline';
import { presentDecision, presentRevision } from '../present/presentRevision';
import { RouteHandlers } from '../RouteHandlers';

const DEFAULT_LIMIT = 50;

/** The part of a page query that all lists of history share. */
function pageFrom(
  query: { limit?: number; cursor?: string },
  order: string,
  isId?: (id: string) => boolean,
): { before?: { at: Date; id: string }; limit: number } {
  return {
    before: decodeCursor(query.cursor, order, isId),
    limit: query.limit ?? DEFAULT_LIMIT,
  };
}

function instantFrom(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

export function historyRoutes(
  history: HistoryService,
  links: CommitLinks,
): Pick<
  RouteHandlers,
  | 'listRevisions'
  | 'getRevision'
  | 'getPlan'
  | 'getManifests'
  | 'diffRevisions'
  | 'listRequestJobs'
  | 'listPublications'
  | 'listRequestDrift'
  | 'listRequestAudit'
  | 'listDrift'
  | 'getTimeline'
  | 'listAudit'
  | 'listDecisions'
> {
  return {
    listRevisions: async ({ params, query, context }) => {
      const { before, limit } = pageFrom(query, 'revisions');
      const page = await history.listRevisions(
        params.id,
        {
          beforeGeneration: before && Number(before.id),
          limit,
        },
        context,
      );
      return {
        status: 200,
        body: presentPage(page, {
          order: 'revisions',
          position: ({ revision }) => ({
            at: revision.requestedAt,
            id: String(revision.generation),
          }),
          present: presentRevision,
        }),
      };
    },
    getRevision: async ({ params, context }) => ({
      status: 200,
      body: presentRevision(
        await history.getRevision(params.id, params.generation, context),
      ),
    }),
    getPlan: async ({ params, context }) => ({
      status: 200,
      body: presentPlan(
        await history.getPlan(params.id, params.generation, context),
      ),
    }),
    getManifests: async ({ params, context }) => ({
      status: 200,
      body: {
        items: await history.getManifests(
          params.id,
          params.generation,
          context,
        ),
      },
    }),
    diffRevisions: async ({ params, query, context }) => ({
      status: 200,
      body: await history.diff(
        params.id,
        { from: query.from ?? 0, to: query.to },
        context,
      ),
    }),
    listRequestJobs: async ({ params, query, context }) => ({
      status: 200,
      body: presentPage(
        await history.listJobs(
          params.id,
          pageFrom(query, 'jobs', isUuid),
          context,
        ),
        {
          order: 'jobs',
          position: ({ createdAt, id }) => ({ at: createdAt, id }),
          present: presentJob,
        },
      ),
    }),
    listPublications: async ({ params, query, context }) => ({
      status: 200,
      body: presentPage(
        await history.listPublications(
          params.id,
          pageFrom(query, 'publications'),
          context,
        ),
        {
          order: 'publications',
          position: ({ createdAt, operationId }) => ({
            at: createdAt,
            id: operationId,
          }),
          present: publication => presentPublication(publication, links),
        },
      ),
    }),
    listRequestDrift: async ({ params, query, context }) => ({
      status: 200,
      body: presentPage(
        await history.listDrift(params.id, pageFrom(query, 'drift'), context),
        {
          order: 'drift',
          position: ({ detectedAt, id }) => ({ at: detectedAt, id }),
          present: drift => presentDrift(drift, links),
        },
      ),
    }),
    listRequestAudit: async ({ params, query, context }) => ({
      status: 200,
      body: presentPage(
        await history.listAudit(
          params.id,
          pageFrom(query, 'audit', isNumber),
          context,
        ),
        {
          order: 'audit',
          position: ({ at, id }) => ({ at, id }),
          present: presentAuditEntry,
        },
      ),
    }),
    getTimeline: async ({ params, context }) => ({
      status: 200,
      body: presentTimeline(
        await history.getTimeline(params.id, params.generation, context),
        links,
      ),
    }),
    listAudit: async ({ query, context }) => ({
      status: 200,
      body: presentPage(
        await history.listAllAudit(
          {
            ...pageFrom(query, 'all-audit', isNumber),
            actor: query.actor,
            action: query.action,
            requestId: query.requestId,
            since: instantFrom(query.since),
            until: instantFrom(query.until),
          },
          context,
        ),
        {
          order: 'all-audit',
          position: ({ at, id }) => ({ at, id }),
          present: presentAuditEntry,
        },
      ),
    }),
    listDecisions: async ({ query, context }) => ({
      status: 200,
      body: presentPage(
        await history.listDecisions(
          {
            ...pageFrom(query, 'decisions'),
            team: query.team,
            app: query.app,
            requestId: query.requestId,
            byPeople: query.byPeople ?? false,
          },
          context,
        ),
        {
          order: 'decisions',
          position: ({ decidedAt, id }) => ({ at: decidedAt, id }),
          present: presentDecision,
        },
      ),
    }),
    listDrift: async ({ query, context }) => ({
      status: 200,
      body: presentPage(
        await history.listAllDrift(
          {
            ...pageFrom(query, 'drift'),
            team: query.team,
            app: query.app,
            includeResolved: query.all ?? false,
          },
          context,
        ),
        {
          order: 'drift',
          position: ({ detectedAt, id }) => ({ at: detectedAt, id }),
          present: drift => presentDrift(drift, links),
        },
      ),
    }),
  };
}

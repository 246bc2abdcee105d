import {
  auditEntrySchema,
  driftSchema,
  listAuditQuerySchema,
  listDriftQuerySchema,
  pageSchema,
  publicationSchema,
} from '../../wire';
import { defineRoutes } from './defineRoutes';
import { byId, page, REQUESTS } from './routeParts';

/** What was published, edited by others, and done by whom. */
export const historyRoutes = defineRoutes({
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
  listDrift: {
    method: 'get',
    path: '/v1/drift',
    summary: 'Lists foreign edits below all requests that the caller may see',
    query: listDriftQuerySchema,
    responses: { 200: pageSchema(driftSchema) },
    problems: [403],
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
  listAudit: {
    method: 'get',
    path: '/v1/audit',
    summary: 'Lists who did what, newest first, as far as the caller may read',
    query: listAuditQuerySchema,
    responses: { 200: pageSchema(auditEntrySchema) },
    problems: [403],
  },
});

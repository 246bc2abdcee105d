import {
  approvalCountSchema,
  approveBodySchema,
  decisionSchema,
  environmentRequestSchema,
  listApprovalsQuerySchema,
  listDecisionsQuerySchema,
  pageSchema,
  pendingApprovalSchema,
  rejectBodySchema,
  withdrawBodySchema,
} from '../../wire';
import { defineRoutes } from './defineRoutes';
import { byId, REQUESTS } from './routeParts';

/** Decisions on revisions, and what waits for one. */
export const approvalRoutes = defineRoutes({
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
  listApprovals: {
    method: 'get',
    path: '/v1/approvals',
    summary: 'Lists the revisions that wait for a person, the oldest first',
    query: listApprovalsQuerySchema,
    responses: { 200: pageSchema(pendingApprovalSchema) },
    problems: [403],
  },
  listDecisions: {
    method: 'get',
    path: '/v1/decisions',
    summary:
      'Lists the decisions on all requests that the caller may see, newest first',
    query: listDecisionsQuerySchema,
    responses: { 200: pageSchema(decisionSchema) },
    problems: [403],
  },
  countApprovals: {
    method: 'get',
    path: '/v1/approvals/count',
    summary: 'Counts the revisions that the caller may decide on',
    responses: { 200: approvalCountSchema },
    problems: [403],
  },
});

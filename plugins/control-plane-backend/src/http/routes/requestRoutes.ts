import { HEADER_IDEMPOTENCY_KEY } from '@platform-control-plane/backstage-plugin-control-plane-common';
import { CommitLinks } from '../../services/CommitLinks';
import { RequestService, RequestView } from '../../services/RequestService';
import { decodeCursor } from '../parse/cursor';
import { parseEntityName, parseRequester } from '../parse/parseEntityName';
import { parseNewRequest, parseRequestChange } from '../parse/parseNewRequest';
import { presentJob } from '../present/presentJob';
import { presentPage } from '../present/presentPage';
import { presentPlan } from '../present/presentPlan';
import { etagOf, presentRequest } from '../present/presentRequest';
import { RouteHandlers } from '../RouteHandlers';

const DEFAULT_LIMIT = 50;

/** The answer that carries a request, with its ETag. */
export function requestAnswer<S extends 200 | 202>(
  status: S,
  view: RequestView,
  links: CommitLinks,
) {
  return {
    status,
    body: presentRequest(view, links),
    headers: { etag: etagOf(view) },
  };
}

/** `"7"` → 7. The route's schema has checked the form. */
function versionOf(etag: string): number {
  return Number(etag.replaceAll('"', ''));
}

export function requestRoutes(
  requests: RequestService,
  links: CommitLinks,
): Pick<
  RouteHandlers,
  | 'createRequest'
  | 'planCreate'
  | 'listRequests'
  | 'countRequests'
  | 'getRequest'
  | 'changeRequest'
  | 'planChange'
  | 'extendRequest'
  | 'deleteRequest'
  | 'reconcileRequest'
> {
  const answer = <S extends 200 | 202>(status: S, view: RequestView) =>
    requestAnswer(status, view, links);
  return {
    createRequest: async ({ body, headers, context }) => {
      const result = await requests.create(parseNewRequest(body), {
        ...context,
        idempotencyKey: headers['idempotency-key'],
      });
      return {
        status: result.type === 'created' ? 201 : 200,
        body: presentRequest(result.view, links),
        headers: {
          etag: etagOf(result.view),
          location: `/api/control-plane/v1/environment-requests/${result.view.request.id}`,
          [HEADER_IDEMPOTENCY_KEY]: result.idempotencyKey,
        },
      };
    },
    planCreate: async ({ body, headers, context }) => {
      const { plan, idempotencyKey } = await requests.planCreate(
        parseNewRequest(body),
        { ...context, idempotencyKey: headers['idempotency-key'] },
      );
      return {
        status: 200,
        body: presentPlan(plan),
        headers: { [HEADER_IDEMPOTENCY_KEY]: idempotencyKey },
      };
    },
    listRequests: async ({ query, context }) => {
      const sort = query.sort ?? 'createdAt';
      const order = query.order ?? 'desc';
      const position = decodeCursor(query.cursor, `${sort}-${order}`);
      const page = await requests.list(
        {
          phases: query.phase,
          classes: query.class,
          teams: query.team?.map(team =>
            parseEntityName('team', team, 'group'),
          ),
          regions: query.region,
          apps: query.app?.map(app => parseEntityName('app', app, 'component')),
          requesters: query.requester?.map(parseRequester),
          sort,
          order,
          after: position && { value: position.at, id: position.id },
          limit: query.limit ?? DEFAULT_LIMIT,
        },
        context,
      );
      return {
        status: 200,
        body: presentPage(page, {
          order: `${sort}-${order}`,
          position: ({ request }) => ({ at: request[sort], id: request.id }),
          present: view => presentRequest(view, links),
        }),
      };
    },
    countRequests: async ({ context }) => ({
      status: 200,
      body: { phases: await requests.count({}, context) },
    }),
    getRequest: async ({ params, context }) =>
      answer(200, await requests.get(params.id, context)),
    changeRequest: async ({ params, headers, body, context }) =>
      answer(
        200,
        await requests.change(
          params.id,
          {
            ...parseRequestChange(body),
            version: versionOf(headers['if-match']),
          },
          context,
        ),
      ),
    planChange: async ({ params, body, context }) => ({
      status: 200,
      body: presentPlan(
        await requests.planChange(params.id, parseRequestChange(body), context),
      ),
    }),
    extendRequest: async ({ params, body, headers, context }) =>
      answer(
        200,
        await requests.extend(
          params.id,
          { hours: body.hours, reason: body.reason ?? '' },
          { ...context, idempotencyKey: headers['idempotency-key'] },
        ),
      ),
    deleteRequest: async ({ params, body, context }) =>
      answer(
        202,
        await requests.remove(
          params.id,
          { reason: body?.reason ?? '' },
          context,
        ),
      ),
    reconcileRequest: async ({ params, context }) => ({
      status: 202,
      body: presentJob(await requests.reconcile(params.id, context)),
    }),
  };
}

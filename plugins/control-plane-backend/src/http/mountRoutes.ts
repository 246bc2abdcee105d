import {
  RouteDefinition,
  RouteName,
  routes,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Request, Response, Router } from 'express';
import { CallContext } from '../services/CallContext';
import { jsonBody } from './parse/jsonBody';
import { parseRoute } from './parse/parseRoute';
import { RouteHandlers } from './RouteHandlers';
import { WithAudit } from './withAudit';

interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** A handler once its parts are checked: the types of the route table have been honoured by `parseRoute`. */
type CheckedHandler = (
  input: ReturnType<typeof parseRoute> & { context: CallContext },
) => Promise<Answer>;

function isHandled(name: string): name is keyof RouteHandlers {
  return Object.hasOwn(routes, name) && name !== ('getOpenApi' as RouteName);
}

/** `/v1/environment-requests/{id}` as express writes it. */
function expressPath(path: string): string {
  return path.replace(/\{(\w+)\}/g, ':$1');
}

function send(res: Response, { status, body, headers }: Answer): void {
  res.status(status);
  for (const [name, value] of Object.entries(headers ?? {})) {
    res.setHeader(name, value);
  }
  res.json(body);
}

/**
 * Mounts every route of the table: who calls, then what is asked, then the handler.
 *
 * @remarks
 * The caller comes first: somebody without credentials learns nothing from field errors.
 */
export function mountRoutes(
  router: Router,
  options: {
    handlers: RouteHandlers;
    contextOf(req: Request): Promise<CallContext>;
    withAudit: WithAudit;
  },
): void {
  const handlers: Record<string, unknown> = { ...options.handlers };
  for (const [name, route] of Object.entries<RouteDefinition>(routes)) {
    if (!isHandled(name)) {
      continue;
    }
    const handler = handlers[name] as CheckedHandler;
    router[route.method](
      expressPath(route.path),
      jsonBody(name),
      async (req, res) => {
        const context = await options.contextOf(req);
        const answer = await options.withAudit(name, req, async () =>
          handler({ ...parseRoute(route, req), context }),
        );
        send(res, answer);
      },
    );
  }
}

import { RouteDefinition } from './RouteDefinition';

/** Checks the form of routes and keeps what is literal about them, so that client and router know each one. */
export function defineRoutes<const T extends Record<string, RouteDefinition>>(
  routes: T,
): T {
  return routes;
}

import {
  RouteDefinition,
  RouteName,
  Routes,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { z } from 'zod';
import { CallContext } from '../services/CallContext';

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
type Part<R, K extends string> = K extends keyof R ? Parsed<R[K]> : undefined;

/** What a handler is given: every part checked against the route's schemas. */
export interface RouteInput<R extends RouteDefinition> {
  params: Part<R, 'params'>;
  query: Part<R, 'query'>;
  headers: Part<R, 'headers'>;
  body: R extends { bodyOptional: true }
    ? Part<R, 'body'> | undefined
    : Part<R, 'body'>;
  context: CallContext;
}

/** One of the route's answers. */
export type RouteAnswer<R extends RouteDefinition> = {
  [S in keyof R['responses'] & number]: {
    status: S;
    body: z.input<R['responses'][S]>;
    headers?: Record<string, string>;
  };
}[keyof R['responses'] & number];

export type RouteHandler<R extends RouteDefinition> = (
  input: RouteInput<R>,
) => Promise<RouteAnswer<R>>;

/** A handler for each route that speaks for a caller: a route without one does not compile. */
export type RouteHandlers = {
  [N in Exclude<RouteName, 'getOpenApi'>]: RouteHandler<Routes[N]>;
};

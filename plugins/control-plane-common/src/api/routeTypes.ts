import { z } from 'zod';
import { RouteName, Routes } from './routes';
import { RouteDefinition } from './routes/RouteDefinition';

type Simplify<T> = { [K in keyof T]: T[K] };

/** Present and needed, or present and optional when nothing in it is needed, or absent. */
type Part<Name extends string, Value> = {} extends Value
  ? { [K in Name]?: Value }
  : { [K in Name]: Value };

/** A filter that may be repeated may also be given once, without a list around it. */
type QueryValue<T> = T extends ReadonlyArray<infer Item> ? T | Item : T;

type ParamsOf<R> = R extends { params: infer S extends z.ZodObject }
  ? Part<'params', z.output<S>>
  : {};

type QueryOf<R> = R extends { query: infer S extends z.ZodObject }
  ? Part<'query', { [K in keyof z.output<S>]: QueryValue<z.output<S>[K]> }>
  : {};

type HeadersOf<R> = R extends { headers: infer S extends z.ZodObject }
  ? Part<'headers', z.input<S>>
  : {};

type BodyOf<R> = R extends { body: infer S extends z.ZodType }
  ? R extends { bodyOptional: true }
    ? { body?: z.input<S> }
    : { body: z.input<S> }
  : {};

/** What an operation takes: values as the domain has them; the client encodes them. */
export type CallInput<N extends RouteName> = Simplify<
  ParamsOf<Routes[N]> &
    QueryOf<Routes[N]> &
    HeadersOf<Routes[N]> &
    BodyOf<Routes[N]> & { signal?: AbortSignal }
>;

/** The input, which may be left out when nothing in it is needed. */
export type CallArguments<N extends RouteName> = {} extends CallInput<N>
  ? [input?: CallInput<N>]
  : [input: CallInput<N>];

/** An answer, told apart by its status. */
export type CallResult<N extends RouteName> = {
  [Status in keyof Routes[N]['responses']]: {
    status: Status;
    body: Routes[N]['responses'][Status] extends z.ZodType
      ? z.output<Routes[N]['responses'][Status]>
      : never;
    etag?: string;
    headers: Headers;
  };
}[keyof Routes[N]['responses']];

/** The body of an operation's answer, whatever its status. */
export type ResponseBody<N extends RouteName> = CallResult<N>['body'];

/** The filters of an operation that has some. */
export type QueryInput<N extends RouteName> = CallInput<N> extends {
  query?: infer Query;
}
  ? NonNullable<Query>
  : never;

/** The same call with its types erased. */
export interface UntypedCall {
  params?: object;
  query?: object;
  headers?: object;
  body?: unknown;
  signal?: AbortSignal;
}

export function routeFor(routes: Routes, name: RouteName): RouteDefinition {
  return routes[name];
}

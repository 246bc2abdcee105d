import { z } from 'zod';

/** One operation of the API: the single source of validation, client, router and OpenAPI document. */
export interface RouteDefinition {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** OpenAPI path template, e.g. `/v1/environment-requests/{id}`. */
  path: string;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: z.ZodType;
  /** Whether the body may be left out. */
  bodyOptional?: boolean;
  /** Answers besides problems, by status. */
  responses: Readonly<Record<number, z.ZodType>>;
  /** Statuses of problems that this operation may answer, besides 400, 401 and 500. */
  problems: readonly number[];
}

import {
  FieldError,
  parseInput,
  RouteDefinition,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import { Request } from 'express';
import { z } from 'zod';
import { InvalidFieldsError } from '../../domain/errors/InvalidFieldsError';
import { PreconditionRequiredError } from '../../domain/errors/PreconditionFailedError';

/**
 * Checks one part of a request.
 *
 * @throws InvalidFieldsError naming every field that is wrong.
 */
export function parsePart<S extends z.ZodType>(
  schema: S,
  value: unknown,
): z.output<S> {
  const result = parseInput(schema, value);
  if (result.type === 'invalid') {
    throw new InvalidFieldsError(result.errors);
  }
  return result.value;
}

/** The headers of a route; one that has to say which state it read and does not is told so by a status of its own. */
function parseHeaders(schema: z.ZodObject, req: Request): unknown {
  const result = parseInput(schema, req.headers);
  if (result.type === 'valid') {
    return result.value;
  }
  const missing = result.errors.find(isMissingIfMatch);
  if (missing) {
    throw new PreconditionRequiredError(
      'Send the ETag of the request as you read it in If-Match, so that nobody else’s change is overwritten',
    );
  }
  throw new InvalidFieldsError(result.errors);
}

function isMissingIfMatch({ field, got }: FieldError): boolean {
  return field === 'if-match' && got === 'nothing';
}

function parseBody(route: RouteDefinition, req: Request): unknown {
  const isEmpty =
    req.body === undefined ||
    (typeof req.body === 'object' &&
      req.body !== null &&
      Object.keys(req.body).length === 0);
  if (route.bodyOptional && isEmpty) {
    return undefined;
  }
  return route.body && parsePart(route.body, req.body);
}

/** Every part of a request, checked against its route. */
export function parseRoute(
  route: RouteDefinition,
  req: Request,
): { params: unknown; query: unknown; headers: unknown; body: unknown } {
  return {
    params: route.params && parsePart(route.params, req.params),
    query: parsePart(route.query ?? z.strictObject({}), req.query),
    headers: route.headers && parseHeaders(route.headers, req),
    body: parseBody(route, req),
  };
}

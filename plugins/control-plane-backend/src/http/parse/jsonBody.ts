import { isError } from '@backstage/errors';
import {
  describeValue,
  RouteName,
} from '@platform-control-plane/backstage-plugin-control-plane-common';
import express, { Request, RequestHandler } from 'express';
import { InvalidFieldsError } from '../../domain/errors/InvalidFieldsError';
import { UnsupportedMediaTypeError } from '../../domain/errors/UnsupportedMediaTypeError';

/** The largest body that most routes take, with room for white space. */
const LIMIT = '64kb';

/** With files of the team in it: 200 KiB of them, each of whose characters JSON may write as an escape of three times the length. */
const LIMIT_WITH_FILES = '704kb';

const WITH_FILES: ReadonlySet<string> = new Set<RouteName>([
  'createRequest',
  'planCreate',
  'changeRequest',
  'planChange',
]);

const plain = express.json({ limit: LIMIT });
const withFiles = express.json({ limit: LIMIT_WITH_FILES });

/**
 * Reads the JSON body of a route, as large as that route takes and no larger.
 *
 * @throws UnsupportedMediaTypeError for a body of another type, InvalidFieldsError for one that is not a JSON object.
 */
export function jsonBody(route: string): RequestHandler {
  const read = WITH_FILES.has(route) ? withFiles : plain;
  return (req, res, next) => {
    if (hasBody(req) && !req.is('application/json')) {
      throw new UnsupportedMediaTypeError(
        `Expected a body of type application/json, got ${
          req.headers['content-type'] ? 'another type' : 'none'
        }; send JSON and say so in Content-Type`,
      );
    }
    read(req, res, (error?: unknown) => next(error && inWords(error)));
  };
}

/** An empty body has no type to speak of. */
function hasBody(req: Request): boolean {
  return (
    req.headers['transfer-encoding'] !== undefined ||
    Number(req.headers['content-length'] ?? 0) > 0
  );
}

/** The parser's own words about text that it cannot read quote that text and name no field. */
function inWords(error: unknown): unknown {
  if (!isError(error) || error.type !== 'entity.parse.failed') {
    return error;
  }
  return new InvalidFieldsError([
    { field: 'body', expected: 'a JSON object', got: gotOf(error.body) },
  ]);
}

function gotOf(text: unknown): string {
  try {
    return describeValue(JSON.parse(String(text)));
  } catch {
    return 'text that is not JSON';
  }
}
